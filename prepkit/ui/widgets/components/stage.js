import { minutes, StageClock } from "./stage_clock.js"
import { frameContent, keyButton, make } from "./stage_drawing.js"
import { StageLink } from "./stage_link.js"

/** @import { Component, Found, Root, Slide, StageData, StageTool, StageValues } from "./types" */
/** @typedef {Component<StageData, StageValues>} StageComponent */

/** @type {WeakMap<Root, Stage>} */
const stages = new WeakMap()
const SMALLEST = 17

/**
 * The place that the address names. The server may have read an older address than the one in the window.
 *
 * @param {StageData} data
 */
const placeOfAddress = ({ at, count }) => {
  const number = new URLSearchParams(location.search).get("at") ?? ""
  return /^\d{1,4}$/.test(number) ? Math.max(0, Math.min(Number(number), count) - 1) : at
}

/** @param {Element} target */
const isTyping = (target) =>
  (target instanceof HTMLElement && target.isContentEditable) ||
  ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)

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
    this.shown = ""
    this.hands = [0, 0, 0, 0]
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
      this.clear()
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

  clear() {
    this.hands = [0, 0, 0, 0]
    this.frame = 0
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
    this.clear()
    this.clock.reset()
    this.say("")
    this.draw()
    this.link.tell()
    this.send("move", to)
  }

  /** @param {number} frame */
  to(frame) {
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
      if (data.count) this.remember()
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
    this.find("h1").textContent = slide.prompt
    this.find(".main").classList.toggle("told", this.frame > 0)
    this.find(".body").replaceChildren(...frameContent(frame))
    this.drawButtons()
    this.drawCode()
    this.drawHands()
    this.remember()
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
    const demo = this.data.demo ? [] : [["Demo", "", () => this.send("demo", true)]]
    /** @type {StageTool[]} */
    const tools = [
      ["Back", "b", () => this.move(-1), this.at <= 0],
      ["Next question", "n", () => this.move(1), this.at + 1 >= this.data.count],
      [this.clock.running ? "Stop the clock" : "Start the clock", "t", () => this.startOrStop()],
      ["Reset", "r", () => this.reset()],
      ["Hands", "v", () => this.toggle("hands"), false, this.shown === "hands"],
      ...code,
      ["Full screen", "f", () => this.fullScreen()],
      ["Score it", "x", () => this.send("score", this.slide?.id ?? "")],
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

  /** @param {"hands" | "code"} name */
  toggle(name) {
    this.shown = this.shown === name ? "" : name
    this.draw()
  }

  drawCode() {
    const code = this.slide?.code
    const figure = this.find(".code")
    figure.hidden = !(code && this.shown === "code")
    if (!code || figure.hidden) return
    this.find(".code svg").setAttribute("viewBox", `0 0 ${code.size} ${code.size}`)
    this.find(".code path").setAttribute("d", code.path)
    this.find(".code figcaption").textContent = code.address
  }

  drawHands() {
    const box = this.find(".hands")
    box.hidden = this.shown !== "hands"
    if (box.hidden) return
    const rows = this.data.ratings.map((label, at) => {
      const row = make("div")
      const less = make("button", "−")
      const more = make("button", `${label}`)
      more.append(make("kbd", String(at + 1)))
      less.setAttribute("aria-label", `One hand less for ${label}`)
      less.type = more.type = "button"
      less.onclick = () => this.raise(at, -1)
      more.onclick = () => this.raise(at, 1)
      row.append(more, make("output", String(this.hands[at])), less)
      return row
    })
    const counts = this.find(".counts")
    /** @type {(Element | null)[]} */
    const buttons = [...counts.querySelectorAll("button")]
    const place = buttons.indexOf(this.root.activeElement)
    counts.replaceChildren(...rows)
    if (place >= 0) counts.querySelectorAll("button")[place]?.focus()
  }

  /**
   * @param {number} at
   * @param {number} by
   */
  raise(at, by) {
    this.hands[at] = Math.max(0, this.hands[at] + by)
    this.drawHands()
  }

  fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen()
    else
      document.documentElement
        .requestFullscreen?.()
        .catch(() => this.say("This browser does not allow full screen."))
  }

  leave() {
    if (document.fullscreenElement) document.exitFullscreen()
    this.send("leave", true)
  }

  // The address always says what is on screen, so that a refresh or another computer shows the same.
  remember() {
    const query = new URLSearchParams(location.search)
    query.set("at", String(this.at + 1))
    if (this.frame) query.set("frame", String(this.frame))
    else query.delete("frame")
    history.replaceState(history.state, "", `${location.pathname}?${query}`)
  }

  // Shrinks the letters until the whole text fits: nobody scrolls a projector.
  fit() {
    const main = this.find(".main")
    const largest = Math.max(26, Math.min(innerWidth / 24, innerHeight / 15, 72))
    /**
     * @param {string} name
     * @param {number} size
     */
    const set = (name, size) => main.style.setProperty(name, `${size}px`)
    set("--largest", largest)
    set("--size", largest)
    for (let size = largest; size > SMALLEST && main.scrollHeight > main.clientHeight + 1; ) {
      size = Math.max(SMALLEST, size * 0.94)
      set("--size", size)
    }
    main.scrollTop = 0
    main.tabIndex = main.scrollHeight > main.clientHeight + 1 ? 0 : -1
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
    const [label, seconds] = this.clock.phase
    const left = 1000 * seconds - this.clock.spent()
    const box = this.find(".clock")
    box.hidden = false
    box.classList.toggle("over", left < 0)
    this.find(".phase").textContent = label
    this.find(".time").textContent = left < 0 ? `+${minutes(-left)}` : minutes(left + 999)
    if (left > 0 || !this.clock.running) return
    if (this.clock.phases.length > 1) {
      this.clock.next()
      this.say(`${this.clock.phase[0]} now.`)
      this.drawClock()
    } else if (!this.find(".said").textContent) this.say("Time is up.")
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const target = event.composedPath()[0] ?? event.target
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element) || isTyping(target))
      return
    if (document.querySelector('[role="dialog"]')) return
    const onButton = target.tagName === "BUTTON"
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    let act = this.keys.get(key)
    // A presenter's remote sends PageDown and PageUp.
    if (["ArrowRight", "PageDown"].includes(key) || (key === " " && !onButton))
      act = () => this.to(this.frame + 1)
    else if (["ArrowLeft", "PageUp"].includes(key)) act = () => this.to(this.frame - 1)
    else if (this.shown === "hands" && ["1", "2", "3", "4"].includes(key))
      act = () => this.raise(Number(key) - 1, event.shiftKey ? -1 : 1)
    if (!act) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (!event.repeat) act()
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
