import { StageClock, timeLeft } from "./stage_clock.js"
import { frameContent, keyButton, make } from "./stage_drawing.js"
import { answerKey, pressedKey } from "./stage_keys.js"
import { StageLink } from "./stage_link.js"

/** @import { Component, Found, PresenterData, PresenterValues, Root, StageTool } from "./types" */
/** @typedef {Component<PresenterData, PresenterValues>} PresenterComponent */

/** @type {WeakMap<Root, Presenter>} */
const presenters = new WeakMap()

class Presenter {
  /** @param {PresenterComponent} component */
  constructor({ parentElement, data, setTriggerValue }) {
    this.root = parentElement
    this.data = data
    this.send = setTriggerValue
    this.at = data.at
    this.frame = 0
    /** @type {Map<string, () => void>} */
    this.keys = new Map()
    this.clock = new StageClock()
    this.clock.take(data.phases)
    this.link = new StageLink(
      data.session,
      () => ({ at: this.at, frame: this.frame, clock: this.clock.state }),
      (view) => this.follow(view),
      () => this.drawAudience(),
    )
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
    this.link.stop()
    presenters.delete(this.root)
  }

  /** @param {PresenterComponent} component */
  take({ data, setTriggerValue }) {
    this.data = data
    this.send = setTriggerValue
    this.draw()
  }

  get slide() {
    return this.data.slides[this.at]
  }

  /** @param {import("./types").StageView} view */
  follow({ at, frame, clock }) {
    const moved = at !== this.at
    this.at = Math.max(0, Math.min(at, this.data.slides.length - 1))
    this.frame = frame
    this.clock.keep(clock)
    this.draw()
    if (moved) this.send("move", this.at)
  }

  /** @param {number} by */
  move(by) {
    const to = this.at + by
    if (to < 0 || to >= this.data.slides.length) return
    this.at = to
    this.frame = 0
    this.clock.reset()
    this.changed()
    this.send("move", to)
  }

  /** @param {number} frame */
  show(frame) {
    if (frame < 0) return
    if (frame >= this.slide.frames.length) {
      this.find(".said").textContent = "That was all of this question."
      return
    }
    this.frame = frame
    this.changed()
  }

  /** @param {string} step */
  step(step) {
    const places = this.slide.frames.flatMap((frame, at) => (frame.step === step ? [at] : []))
    if (!places.length) return
    const later = places.find((at) => at > this.frame)
    this.show(places.includes(this.frame) ? (later ?? places[0]) : places[0])
  }

  changed() {
    this.find(".said").textContent = ""
    this.draw()
    this.link.tell()
  }

  draw() {
    const { slide } = this
    if (!slide) return
    const frame = slide.frames[Math.min(this.frame, slide.frames.length - 1)]
    this.find(".place").textContent = `Question ${this.at + 1} of ${this.data.slides.length}`
    this.find("h1").textContent = slide.prompt
    const content = frameContent(frame)
    this.find(".body").replaceChildren(
      ...(content.length ? content : [make("p", "The screen shows the question alone.")]),
    )
    this.drawButtons()
    const following = this.data.slides[this.at + 1]
    this.find(".ahead dt").textContent = following ? "Next question" : "This is the last question"
    this.find(".ahead dd").textContent = following?.prompt ?? ""
    this.drawAudience()
    this.showClock()
  }

  drawButtons() {
    const { frames } = this.slide
    const current = frames[this.frame]?.step
    const steps = this.data.steps.filter(([name]) => frames.some((frame) => frame.step === name))
    this.keys = new Map(steps.map(([name, , key]) => [key, () => this.step(name)]))
    this.find(".steps").replaceChildren(
      ...steps.map(([name, label, key]) => {
        const button = keyButton(label, key, () => this.step(name))
        const places = frames.flatMap((frame, at) => (frame.step === name ? [at] : []))
        if (name === current) button.setAttribute("aria-current", "step")
        if (places.length > 1 && name === current)
          button.prepend(`${places.indexOf(this.frame) + 1}/${places.length} `)
        return button
      }),
    )
    /** @type {StageTool[]} */
    const tools = [
      ["Back", "b", () => this.move(-1), this.at <= 0],
      ["Next question", "n", () => this.move(1), this.at + 1 >= this.data.slides.length],
      [this.clock.running ? "Stop the clock" : "Start the clock", "t", () => this.startOrStop()],
      ["Reset the clock", "r", () => this.reset()],
    ]
    for (const [, key, act, off] of tools) if (!off) this.keys.set(key, act)
    this.find(".tools").replaceChildren(
      ...tools.map(([label, key, act, off = false]) => {
        const button = keyButton(label, key, act)
        button.disabled = off
        return button
      }),
    )
  }

  drawAudience() {
    const state = this.link.isThere ? "open" : "closed"
    const box = this.find(".audience")
    if (box.dataset.state === state) return
    box.dataset.state = state
    const button = make("button", "Open the audience's window", "main")
    button.type = "button"
    button.onclick = () => window.open(this.data.audience, "prepkit-audience", "popup,width=1280,height=720")
    box.replaceChildren(
      ...(this.link.isThere
        ? [make("span", "The audience's window is open and follows this one.")]
        : [button, make("span", " Move it to the screen that they see.")]),
    )
  }

  startOrStop() {
    this.clock.startOrStop()
    this.changed()
  }

  reset() {
    this.clock.reset()
    this.changed()
  }

  showClock() {
    const [, label, seconds] = this.clock.phase
    const left = 1000 * seconds - this.clock.spent()
    this.find(".clock").classList.toggle("over", left < 0)
    this.find(".phase").textContent = label
    this.find(".time").textContent = timeLeft(left)
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { key } = pressedKey(event) ?? { key: "" }
    let act = this.keys.get(key)
    // A presenter's remote sends PageDown and PageUp.
    if (["ArrowRight", "PageDown"].includes(key)) act = () => this.show(this.frame + 1)
    else if (["ArrowLeft", "PageUp"].includes(key)) act = () => this.show(this.frame - 1)
    answerKey(event, act)
  }
}

/** @param {PresenterComponent} component */
export default function (component) {
  const { parentElement } = component
  const presenter = presenters.get(parentElement) ?? new Presenter(component)
  presenters.set(parentElement, presenter)
  presenter.take(component)
  return () => presenter.stop()
}
