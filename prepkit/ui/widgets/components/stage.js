import { StageClock, timeLeft } from "./stage_clock.js"
import { StageCover } from "./stage_cover.js"
import { frameContent, keyButton, make } from "./stage_drawing.js"
import { StageGroup } from "./stage_group.js"
import { answerKey, pressedKey } from "./stage_keys.js"
import { StageLink } from "./stage_link.js"
import { drawCode, drawHands, drawTurn } from "./stage_panels.js"
import { fitLetters, fullScreen, passBetween, placeOfAddress, writeAddress } from "./stage_window.js"

/** @import { Component, Found, Root, Slide, StageData, StagePanel, StageTool, StageValues } from "./types" */
/** @typedef {Component<StageData, StageValues>} StageComponent */

/** @type {WeakMap<Root, Stage>} */
const stages = new WeakMap()

class Stage {
  /** @param {StageComponent} component */
  constructor({ parentElement, data, setTriggerValue }) {
    this.root = parentElement
    this.data = data
    this.send = setTriggerValue
    /** @type {string | undefined} */
    this.deck = undefined
    /** @type {Map<number, Slide>} */
    this.slides = new Map()
    this.at = placeOfAddress(data)
    this.frame = 0
    this.wantsStep = false
    /** @type {StagePanel} */
    this.shown = ""
    this.group = new StageGroup()
    this.cover = new StageCover(this)
    /** @type {Map<string, () => void>} */
    this.keys = new Map()
    this.clock = new StageClock()
    this.clock.take(data.phases)
    this.link = new StageLink(
      data.session,
      () => ({ at: this.at, frame: this.frame, clock: this.clock.state }),
      (view) => this.follow(view),
    )
    /** @param {KeyboardEvent} event */
    this.onKey = (event) => this.pressed(event)
    this.onSize = () => this.fit()
    const path = location.pathname
    /** @param {PopStateEvent} event */
    this.onBack = (event) => passBetween(event, path)
    window.addEventListener("popstate", this.onBack, true)
    window.addEventListener("keydown", this.onKey, true)
    window.addEventListener("resize", this.onSize)
    document.addEventListener("fullscreenchange", this.onSize)
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
    window.removeEventListener("popstate", this.onBack, true)
    window.removeEventListener("resize", this.onSize)
    document.removeEventListener("fullscreenchange", this.onSize)
    clearInterval(this.ticking)
    this.link.stop()
    stages.delete(this.root)
  }

  /** @param {StageComponent} component */
  take({ data, setTriggerValue }) {
    this.data = data
    this.send = setTriggerValue
    this.find(".stage").classList.toggle("follows", Boolean(data.session))
    if (this.deck !== data.deck) {
      // Drop the slides of the deck before, and begin where the address says.
      this.deck = data.deck
      this.slides.clear()
      this.at = placeOfAddress(data)
      this.frame = 0
      this.wantsStep = true
      this.say(data.note)
    }
    for (const [at, slide] of data.slides) this.slides.set(at, slide)
    this.clock.take(data.phases)
    this.showClock()
    this.draw()
  }

  /**
   * Show what the presenter's view shows.
   *
   * @param {import("./types").StageView} view
   */
  follow({ at, frame, clock }) {
    const moved = at !== this.at
    this.at = Math.max(0, Math.min(at, this.data.count - 1))
    this.clock.keep(clock)
    this.frame = frame
    this.say("")
    this.draw()
    if (moved) this.send("move", this.at)
  }

  get slide() {
    return this.slides.get(this.at)
  }

  /** Whether something stands in the place of the question. */
  get isCovered() {
    return this.shown === "group" || this.shown === "results"
  }

  uncover() {
    if (this.isCovered) this.shown = ""
  }

  /**
   * Moves to a question beside this one without waiting for the server, which is only told of it.
   *
   * @param {number} by
   */
  move(by) {
    const to = this.at + by
    if (to < 0 || to >= this.data.count) return
    this.at = to
    this.frame = 0
    this.uncover()
    this.clock.reset()
    this.say("")
    this.draw()
    this.link.tell()
    this.send("move", to)
  }

  /** @param {number} frame */
  to(frame) {
    if (this.isCovered) return this.toggle(this.shown)
    if (!this.slide || frame < 0 || frame >= this.slide.frames.length) {
      if (frame >= 0)
        this.say(
          this.at + 1 < this.data.count
            ? "That was all of it. N brings the next question."
            : "That was all of it, and the last question.",
        )
      return
    }
    this.frame = frame
    this.say("")
    this.draw()
    this.link.tell()
  }

  /**
   * Shows a step; the same key again shows the next of its parts.
   *
   * @param {string} name
   */
  step(name) {
    if (!this.slide) return
    this.uncover()
    const places = this.slide.frames.flatMap((frame, at) => (frame.step === name ? [at] : []))
    if (!places.length) return
    const later = places.find((at) => at > this.frame)
    const inside = places.includes(this.frame)
    this.to(inside ? (later ?? places[0]) : places[0])
  }

  /** @param {string} text */
  say(text) {
    this.find(".said").textContent = text
  }

  draw() {
    const { data, slide } = this
    this.find(".place").textContent = data.count ? `${this.at + 1} of ${data.count}` : ""
    if (!slide) {
      this.find("h1").textContent = data.count ? "…" : data.empty
      this.find(".body").replaceChildren()
      this.drawButtons()
      if (data.count) writeAddress(this.at, this.frame, data.address)
      return this.fit()
    }
    if (this.wantsStep) {
      this.wantsStep = false
      this.frame = Math.min(Math.max(0, data.frame), slide.frames.length - 1)
    }
    this.frame = Math.min(this.frame, slide.frames.length - 1)
    const frame = slide.frames[this.frame]
    const tags = [...slide.tags, data.demo, data.whose].filter(Boolean)
    this.find(".tags").replaceChildren(...tags.map((tag) => make("span", `${tag} `)))
    this.group.meet(slide)
    this.find("h1").textContent =
      { group: "Names of the group", results: "Results" }[/** @type {string} */ (this.shown)] ?? slide.prompt
    this.find(".main").classList.toggle("told", this.frame > 0 || this.isCovered)
    this.find(".body").replaceChildren(...frameContent(frame))
    this.find(".stage").classList.toggle("covered", this.isCovered)
    this.cover.draw(this.isCovered ? this.shown : "")
    this.drawButtons()
    drawCode(this.root, this.shown === "code" ? slide.code : null)
    this.drawHands()
    this.drawTurn()
    writeAddress(this.at, this.frame, data.address)
    this.fit()
  }

  drawButtons() {
    const frames = this.slide?.frames ?? []
    const current = frames[this.frame]?.step
    const steps = this.data.steps.filter(([name]) => frames.some((frame) => frame.step === name))
    this.keys = new Map(steps.map(([name, , key]) => [key, () => this.step(name)]))
    const buttons = steps.map(([name, label, key]) => {
      const button = keyButton(label, key, () => this.step(name))
      const places = frames.flatMap((frame, at) => (frame.step === name ? [at] : []))
      if (name === current) button.setAttribute("aria-current", "step")
      if (places.length > 1 && name === current)
        button.prepend(`${places.indexOf(this.frame) + 1}/${places.length} `)
      return button
    })
    this.keep(".steps", buttons)
    /** @type {StageTool[]} */
    const code = this.data.codes
      ? [["QR code", "c", () => this.toggle("code"), false, this.shown === "code"]]
      : []
    /** @type {StageTool[]} */
    const grouped = this.group.names.length ? [["Next person", "w", () => this.pass()]] : []
    if (this.group.hasResults) {
      const isShown = this.shown === "results"
      grouped.push(["Results", "e", () => this.toggle("results"), false, isShown])
      // After the last question comes what all of them came to.
      if (this.at + 1 >= this.data.count) this.keys.set("n", () => !isShown && this.toggle("results"))
    }
    /** @type {StageTool[]} */
    const demo = this.data.demo ? [] : [["Demo", "", () => this.send("demo", true)]]
    /** @type {StageTool[]} */
    const tools = [
      ["Back", "b", () => this.move(-1), this.at <= 0],
      ["Next question", "n", () => this.move(1), this.at + 1 >= this.data.count],
      [this.clock.running ? "Stop the clock" : "Start the clock", "t", () => this.startOrStop()],
      ["Reset", "r", () => this.reset()],
      ["Hands", "v", () => this.toggle("hands"), false, this.shown === "hands"],
      ...code,
      ["Group", "g", () => this.toggle("group"), !this.slide, this.shown === "group"],
      ...grouped,
      ["Full screen", "f", () => fullScreen((text) => this.say(text))],
      ["Score it", "x", () => this.score()],
      ["Choose", "o", () => this.send("choose", this.at)],
      ...demo,
      ["Leave", "l", () => this.leave()],
    ]
    for (const [, key, act, off] of tools) if (key && !off) this.keys.set(key, act)
    this.keep(
      ".tools",
      tools.map(([label, key, act, off = false, pressed]) => {
        const button = keyButton(label, key, act)
        button.disabled = off
        if (pressed !== undefined) button.setAttribute("aria-pressed", String(pressed))
        return button
      }),
    )
  }

  /**
   * Draws buttons anew and gives the focus back to the button that had it.
   *
   * @param {".steps" | ".tools"} name
   * @param {HTMLButtonElement[]} buttons
   */
  keep(name, buttons) {
    const box = this.find(name)
    const { activeElement } = this.root
    const focused = activeElement ? [...box.children].indexOf(activeElement) : -1
    box.replaceChildren(...buttons)
    if (focused >= 0) buttons[Math.min(focused, buttons.length - 1)]?.focus()
  }

  /** @param {StagePanel} name */
  toggle(name) {
    this.shown = this.shown === name ? "" : name
    this.draw()
  }

  pass() {
    if (this.slide) this.group.pass(this.slide.id)
    this.drawTurn()
  }

  drawTurn() {
    const [phase] = this.clock.phase
    drawTurn(this.find(".turn"), this.group.turn(this.slide?.id, phase))
  }

  drawHands() {
    const box = this.find(".hands")
    box.hidden = this.shown !== "hands"
    if (box.hidden) return
    drawHands(this.root, this.data.ratings, this.group.handsFor(this.slide?.id), (at, by) =>
      this.raise(at, by),
    )
  }

  /**
   * @param {number} at
   * @param {number} by
   */
  raise(at, by) {
    if (!this.slide) return
    this.group.raise(this.slide, at, by)
    this.drawButtons()
    this.drawHands()
  }

  score() {
    this.send("score", { question: this.slide?.id ?? "", group: this.group.names.length > 0 })
  }

  leave() {
    if (document.fullscreenElement) document.exitFullscreen()
    this.send("leave", true)
  }

  fit() {
    fitLetters(this.find(".main"))
  }

  startOrStop() {
    this.clock.startOrStop()
    this.drawClock()
    this.link.tell()
  }

  reset() {
    this.clock.reset()
    this.say("")
    this.drawClock()
    this.link.tell()
  }

  drawClock() {
    this.drawButtons()
    this.showClock()
  }

  showClock() {
    const [, label, seconds] = this.clock.phase
    const left = 1000 * seconds - this.clock.spent()
    const box = this.find(".clock")
    box.hidden = false
    box.classList.toggle("over", left < 0)
    this.find(".phase").textContent = label
    this.find(".time").textContent = timeLeft(left)
    if (left > 0 || !this.clock.running) return
    if (this.clock.phases.length > 1) this.nextPhase()
    else if (!this.find(".said").textContent) this.say("Time is up.")
  }

  nextPhase() {
    this.clock.next()
    const hasGoneRound = this.clock.state.phase === 0
    if (hasGoneRound && this.group.names.length) return this.nextTurn()
    this.say(`${this.clock.phase[1]} now.`)
    this.drawClock()
    this.drawTurn()
    this.fit()
  }

  /** The clock has gone round: the next person answers the next question. */
  nextTurn() {
    if (this.at + 1 >= this.data.count) {
      this.clock.reset()
      this.shown = "results"
      return this.draw()
    }
    this.move(1)
    this.startOrStop()
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { key, on } = pressedKey(event) ?? { key: "", on: "" }
    let act = this.keys.get(key)
    // A presenter's remote sends PageDown and PageUp.
    if (["ArrowRight", "PageDown"].includes(key) || (key === " " && on !== "BUTTON"))
      act = () => this.to(this.frame + 1)
    else if (["ArrowLeft", "PageUp"].includes(key)) act = () => this.to(this.frame - 1)
    else if (this.shown === "hands" && ["1", "2", "3", "4"].includes(key))
      act = () => this.raise(Number(key) - 1, event.shiftKey ? -1 : 1)
    else if (key === "Escape" && this.isCovered) act = () => this.toggle(this.shown)
    answerKey(event, act)
  }
}

/** @param {StageComponent} component */
export default function (component) {
  const { parentElement } = component
  const stage = stages.get(parentElement) ?? new Stage(component)
  stages.set(parentElement, stage)
  stage.take(component)
  return () => stage.stop()
}
