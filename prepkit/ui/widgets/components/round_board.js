import { StageClock, timeLeft } from "./stage_clock.js"
import { keyButton, make } from "./stage_drawing.js"
import { StageGroup } from "./stage_group.js"
import { answerKey, isTyping, pressedKey } from "./stage_keys.js"

/** @import { Component, Found, Root, RoundBoardData, RoundBoardValues } from "./types" */
/** @typedef {Component<RoundBoardData, RoundBoardValues>} BoardComponent */

/** @type {WeakMap<Root, Board>} */
const boards = new WeakMap()
const SCORES = [1, 2, 3, 4, 5]
const TIMED = "prepkit-timed-question"

const innermostFocus = () => {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused
}

/** @param {string} question */
const isTimedAlready = (question) => {
  try {
    return sessionStorage.getItem(TIMED) === question
  } catch {
    return false
  }
}

/** @param {string} question */
const rememberTimed = (question) => {
  try {
    sessionStorage.setItem(TIMED, question)
  } catch {
    /* a clock may begin again */
  }
}

class Board {
  /** @param {BoardComponent} component */
  constructor({ parentElement, data, setTriggerValue }) {
    this.root = parentElement
    this.data = data
    this.send = setTriggerValue
    this.card = ""
    this.drawnFor = ""
    this.value = 0
    this.isLocked = false
    this.clock = new StageClock()
    /** @type {string[]} who answers and who scores, in a group */
    this.names = []
    /** @type {Map<string, () => void>} */
    this.keys = new Map()
    /** @param {KeyboardEvent} event */
    this.onKey = (event) => this.pressed(event)
    window.addEventListener("keydown", this.onKey, true)
    this.ticking = setInterval(() => this.showClock(), 200)
  }

  /**
   * @template {string} Selector
   * @param {Selector} selector
   * @returns {Found<Selector>}
   */
  find(selector) {
    return this.root.querySelector(selector)
  }

  stop() {
    window.removeEventListener("keydown", this.onKey, true)
    clearInterval(this.ticking)
    boards.delete(this.root)
  }

  /** @param {BoardComponent} component */
  take({ data, setTriggerValue }) {
    this.data = data
    this.send = setTriggerValue
    this.isLocked = false
    const isNew = this.card !== data.card
    const isFirst = !this.card
    this.card = data.card
    if (isNew) this.value = data.sheet?.value ?? 0
    this.find("h1").textContent = data.prompt
    this.keys = new Map()
    this.drawGroup()
    this.drawClock()
    this.drawSheet()
    this.drawResult()
    if (isNew && !isFirst) this.readFromTop()
  }

  // The pressed button is gone: go on at the question.
  readFromTop() {
    const focused = innermostFocus()
    if (focused && isTyping(focused)) return
    const heading = this.find("h1")
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }

  // Of a group the names and the scores stay in this tab, as on the stage.
  drawGroup() {
    const { group, prompt, result } = this.data
    const who = this.find(".who")
    const state = new StageGroup()
    const name = group ? (state.answerOf(group)?.who ?? "") : ""
    this.names = name ? [name, state.after(name)] : []
    who.hidden = !name
    who.textContent = name ? `${name} answers, ${state.after(name)} scores` : ""
    if (!group || result?.sides.length !== 2) return
    const [[, own], [, other]] = result.sides
    state.score({ id: group, prompt }, own, other)
  }

  drawClock() {
    const { clock } = this.data
    this.find(".clock").hidden = !clock
    if (!clock) return
    this.clock.take([["answer", "Answer", clock.seconds]])
    if (clock.anew && !isTimedAlready(clock.question)) this.clock.reset()
    rememberTimed(clock.question)
    this.drawClockButtons()
  }

  drawClockButtons() {
    /** @type {[string, string, () => void][]} */
    const buttons = [
      [this.clock.running ? "Stop the clock" : "Start the clock", "t", () => this.startOrStop()],
      ["Reset", "r", () => this.reset()],
    ]
    const box = this.find("nav")
    const { activeElement } = this.root
    const focused = activeElement ? [...box.children].indexOf(activeElement) : -1
    const drawn = buttons.map(([label, key, act]) => {
      if (this.data.keys) this.keys.set(key, act)
      return keyButton(label, this.data.keys ? key : "", act)
    })
    box.replaceChildren(...drawn)
    drawn[focused]?.focus()
    this.showClock()
  }

  startOrStop() {
    this.clock.startOrStop()
    this.drawClockButtons()
  }

  reset() {
    this.clock.reset()
    this.find(".said").textContent = ""
    this.drawClockButtons()
  }

  showClock() {
    if (!this.data.clock) return
    const left = 1000 * this.data.clock.seconds - this.clock.spent()
    this.find(".clock").classList.toggle("over", left < 0)
    this.find(".time").textContent = timeLeft(left)
    const said = left < 0 ? "Time is up." : ""
    if (this.find(".said").textContent !== said) this.find(".said").textContent = said
  }

  drawSheet() {
    const { sheet, keys, clock } = this.data
    this.find(".sheet").hidden = !sheet
    if (!clock) this.find(".said").textContent = sheet?.problem ?? ""
    if (!sheet) return
    this.find(".side").textContent = sheet.side
    const anchors = sheet.anchors.map(([score, word, text]) => {
      const column = make("section")
      column.append(make("h2", word ? `${score}, ${word}` : `${score}`), make("p", text))
      return column
    })
    this.find(".anchors").replaceChildren(...anchors)
    const lock = this.find("button.lock")
    lock.replaceChildren(sheet.lock, ...(keys ? [make("kbd", "Enter")] : []))
    lock.onclick = () => this.lock()
    if (keys) {
      for (const score of SCORES) this.keys.set(String(score), () => this.choose(score))
      this.keys.set("Enter", () => this.lock())
    }
    // The buttons stay while they are the same answer's, so that the focus stays as well.
    if (this.drawnFor !== this.card)
      this.find(".scores").replaceChildren(...SCORES.map((score) => this.scoreButton(score)))
    this.drawnFor = this.card
    this.find(".hints").textContent = keys ? "Keys 1 to 5 choose, Enter locks." : ""
  }

  /** @param {number} score */
  scoreButton(score) {
    const input = make("input")
    input.type = "radio"
    input.name = "score"
    input.value = String(score)
    input.checked = score === this.value
    if (this.data.keys) input.setAttribute("aria-keyshortcuts", input.value)
    input.addEventListener("change", () => this.choose(score))
    const label = make("label")
    label.append(input, String(score))
    return label
  }

  /** @param {number} score */
  choose(score) {
    this.value = score
    this.find(".said").textContent = ""
    for (const input of this.root.querySelectorAll("input")) input.checked = Number(input.value) === score
    this.send("choose", { card: this.card, value: score })
  }

  // A second press of the same kind comes before the server has answered the first.
  lock() {
    if (this.isLocked) return
    this.isLocked = true
    this.send("lock", { card: this.card, value: this.value })
  }

  drawResult() {
    const { result } = this.data
    this.find(".result").hidden = !result
    if (!result) return
    const sides = result.sides.map(([name, value, evidence], at) => {
      const side = make("section")
      const score = make("p", `${value}`, "value")
      score.append(make("small", " of 5"))
      side.append(make("h2", this.names[at] ?? name), score)
      if (evidence) {
        const words = make("p", evidence, "words")
        words.dir = "auto"
        side.append(words)
      }
      return side
    })
    this.find(".sides").replaceChildren(...sides)
    this.find(".gap").textContent = result.gap
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { key, on } = pressedKey(event) ?? { key: "", on: "" }
    if (key === "Enter" && ["BUTTON", "SUMMARY", "A"].includes(on)) return
    answerKey(event, this.keys.get(key))
  }
}

/** @param {BoardComponent} component */
export default function (component) {
  const { parentElement } = component
  const board = boards.get(parentElement) ?? new Board(component)
  boards.set(parentElement, board)
  board.take(component)
  return () => board.stop()
}
