const stages = new WeakMap()
const SMALLEST = 17
const CLOCK = "prepkit-stage-clock"

const make = (tag, text = "", className = "") => {
  const element = document.createElement(tag)
  element.textContent = text
  if (className) element.className = className
  return element
}

// Makes an element for a text that a person wrote: it begins on the side on which its script begins.
const makeOwn = (tag, text) => {
  const element = make(tag, text)
  element.dir = "auto"
  return element
}

const minutes = (ms) => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}

const isTyping = (target) =>
  target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)

class Stage {
  constructor(root) {
    this.root = root
    this.slides = new Map()
    this.hands = [0, 0, 0, 0]
    this.onKey = (event) => this.pressed(event)
    this.onSize = () => this.fit()
    window.addEventListener("keydown", this.onKey, true)
    window.addEventListener("resize", this.onSize)
    document.addEventListener("fullscreenchange", this.onSize)
    this.ticking = setInterval(() => this.showClock(), 200)
  }

  find(name) {
    return this.root.querySelector(name)
  }

  stop() {
    window.removeEventListener("keydown", this.onKey, true)
    window.removeEventListener("resize", this.onSize)
    document.removeEventListener("fullscreenchange", this.onSize)
    clearInterval(this.ticking)
    stages.delete(this.root)
  }

  take(data, send) {
    this.data = data
    this.send = send
    if (this.deck !== data.deck) {
      // Drop the slides of the deck before, and begin where the address says.
      this.deck = data.deck
      this.slides.clear()
      this.at = data.at
      this.frame = 0
      this.wantsStep = true
      this.clear()
    }
    for (const [at, slide] of data.slides) this.slides.set(at, slide)
    this.readClock()
    this.draw()
  }

  get slide() {
    return this.slides.get(this.at)
  }

  clear() {
    this.hands = [0, 0, 0, 0]
    this.frame = 0
  }

  // Moves to a question beside this one without waiting for the server, which is only told of it.
  move(by) {
    const to = this.at + by
    if (to < 0 || to >= this.data.count) return
    this.at = to
    this.clear()
    this.say("")
    this.draw()
    this.send("move", to)
  }

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
  }

  // Shows a step; the same key again shows the next of its parts.
  step(name) {
    if (!this.slide) return
    const places = this.slide.frames.flatMap((frame, at) => (frame.step === name ? [at] : []))
    if (!places.length) return
    const later = places.find((at) => at > this.frame)
    const inside = places.includes(this.frame)
    this.to(inside ? (later ?? places[0]) : places[0])
  }

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
    const frame = slide.frames[this.frame]
    const tags = data.demo ? [...slide.tags, data.demo] : slide.tags
    this.find(".tags").replaceChildren(...tags.map((tag) => make("span", `${tag} `)))
    this.find("h1").textContent = slide.prompt
    this.find(".main").classList.toggle("told", this.frame > 0)
    this.find(".body").replaceChildren(...this.content(frame))
    this.drawButtons()
    this.drawCode()
    this.drawHands()
    this.remember()
    this.fit()
  }

  content(frame) {
    if (!frame.items.length) return []
    const heading = make("h2", frame.heading)
    if (frame.kind === "text") return [heading, ...frame.items.map((text) => makeOwn("p", text))]
    const list = make(frame.kind === "numbered" ? "ol" : "ul")
    list.append(...frame.items.map((text) => makeOwn("li", text)))
    if (frame.step === "points") list.lastElementChild.className = "now"
    return [heading, list]
  }

  drawButtons() {
    const current = this.slide?.frames[this.frame].step
    const steps = this.data.steps.filter(([name]) => this.slide?.frames.some((frame) => frame.step === name))
    this.keys = new Map(steps.map(([name, , key]) => [key, () => this.step(name)]))
    const buttons = steps.map(([name, label, key]) => {
      const button = this.button(label, key, () => this.step(name))
      const places = this.slide.frames.flatMap((frame, at) => (frame.step === name ? [at] : []))
      if (name === current) button.setAttribute("aria-current", "step")
      if (places.length > 1 && name === current)
        button.prepend(`${places.indexOf(this.frame) + 1}/${places.length} `)
      return button
    })
    this.keep(".steps", buttons)
    const tools = [
      ["Back", "b", () => this.move(-1), this.at <= 0],
      ["Next question", "n", () => this.move(1), this.at + 1 >= this.data.count],
      [this.clock?.running ? "Stop the clock" : "Start the clock", "t", () => this.startOrStop()],
      ["Reset", "r", () => this.reset()],
      ["Hands", "v", () => this.toggle("hands"), false, this.shown === "hands"],
      ...(this.data.codes ? [["QR code", "c", () => this.toggle("code"), false, this.shown === "code"]] : []),
      ["Full screen", "f", () => this.fullScreen()],
      ["Score it", "x", () => this.send("score", this.slide?.id ?? "")],
      ["Choose", "o", () => this.send("choose", this.at)],
      ...(this.data.demo ? [] : [["Demo", "d", () => this.send("demo", true)]]),
      ["Leave", "l", () => this.leave()],
    ]
    for (const [, key, act, off] of tools) if (!off) this.keys.set(key, act)
    this.keep(
      ".tools",
      tools.map(([label, key, act, off = false, on = null]) => {
        const button = this.button(label, key, act)
        button.disabled = off
        if (on !== null) button.setAttribute("aria-pressed", on)
        return button
      }),
    )
  }

  // Draws buttons anew and gives the focus back to the button that had it.
  keep(name, buttons) {
    const box = this.find(name)
    const focused = [...box.children].indexOf(box.getRootNode().activeElement)
    box.replaceChildren(...buttons)
    if (focused >= 0) buttons[Math.min(focused, buttons.length - 1)]?.focus()
  }

  button(label, key, act) {
    const button = make("button", label)
    button.type = "button"
    button.append(make("kbd", key.toUpperCase()))
    button.setAttribute("aria-keyshortcuts", key)
    button.addEventListener("click", act)
    return button
  }

  toggle(name) {
    this.shown = this.shown === name ? "" : name
    this.draw()
  }

  drawCode() {
    const code = this.slide.code
    const figure = this.find(".code")
    figure.hidden = !(code && this.shown === "code")
    if (figure.hidden) return
    figure.querySelector("svg").setAttribute("viewBox", `0 0 ${code.size} ${code.size}`)
    figure.querySelector("path").setAttribute("d", code.path)
    figure.querySelector("figcaption").textContent = code.address
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
      for (const [button, by] of [
        [less, -1],
        [more, 1],
      ]) {
        button.type = "button"
        button.addEventListener("click", () => this.raise(at, by))
      }
      row.append(more, make("output", String(this.hands[at])), less)
      return row
    })
    const focused = this.find(".counts").getRootNode().activeElement
    const place = [...this.find(".counts").querySelectorAll("button")].indexOf(focused)
    this.find(".counts").replaceChildren(...rows)
    if (place >= 0) this.find(".counts").querySelectorAll("button")[place]?.focus()
  }

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
    query.set("at", this.at + 1)
    if (this.frame) query.set("frame", this.frame)
    else query.delete("frame")
    history.replaceState(history.state, "", `${location.pathname}?${query}`)
  }

  // Shrinks the letters until the whole text fits: nobody scrolls a projector.
  fit() {
    const main = this.find(".main")
    const largest = Math.max(26, Math.min(innerWidth / 24, innerHeight / 15, 72))
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

  phases() {
    return this.data.phases
  }

  readClock() {
    const stamp = JSON.stringify(this.data.phases)
    if (this.clock?.stamp === stamp) return
    let kept = null
    try {
      kept = JSON.parse(sessionStorage.getItem(CLOCK))
    } catch {
      kept = null
    }
    this.clock = kept?.stamp === stamp ? kept : { stamp, phase: 0, spent: 0, running: false, since: 0 }
    this.showClock()
  }

  keepClock() {
    try {
      sessionStorage.setItem(CLOCK, JSON.stringify(this.clock))
    } catch {
      /* a clock may be forgotten */
    }
    this.drawButtons()
    this.showClock()
  }

  spent() {
    return this.clock.spent + (this.clock.running ? Date.now() - this.clock.since : 0)
  }

  startOrStop() {
    const spent = this.spent()
    this.clock = { ...this.clock, spent, running: !this.clock.running, since: Date.now() }
    this.keepClock()
  }

  reset() {
    this.clock = { ...this.clock, phase: 0, spent: 0, running: false }
    this.say("")
    this.keepClock()
  }

  showClock() {
    if (!this.clock || !this.data) return
    const phases = this.phases()
    const [label, seconds] = phases[this.clock.phase] ?? phases[0]
    const left = 1000 * seconds - this.spent()
    const box = this.find(".clock")
    box.hidden = false
    box.classList.toggle("over", left < 0)
    this.find(".phase").textContent = label
    this.find(".time").textContent = left < 0 ? `+${minutes(-left)}` : minutes(left + 999)
    if (left > 0 || !this.clock.running) return
    if (phases.length > 1) {
      const phase = (this.clock.phase + 1) % phases.length
      this.clock = { ...this.clock, phase, spent: 0, since: Date.now() }
      this.say(`${phases[phase][0]} now.`)
      this.keepClock()
    } else if (!this.find(".said").textContent) this.say("Time is up.")
  }

  pressed(event) {
    const target = event.composedPath()[0] ?? event.target
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element) || isTyping(target))
      return
    if (document.querySelector('[role="dialog"]')) return
    const onButton = target.tagName === "BUTTON"
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    let act = null
    // A presenter's remote sends PageDown and PageUp.
    if (["ArrowRight", "PageDown"].includes(key) || (key === " " && !onButton))
      act = () => this.to(this.frame + 1)
    else if (["ArrowLeft", "PageUp"].includes(key)) act = () => this.to(this.frame - 1)
    else if (this.shown === "hands" && ["1", "2", "3", "4"].includes(key))
      act = () => this.raise(Number(key) - 1, event.shiftKey ? -1 : 1)
    else act = this.keys?.get(key)
    if (!act) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (!event.repeat) act()
  }
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const stage = stages.get(parentElement) ?? new Stage(parentElement)
  stages.set(parentElement, stage)
  stage.take(data, setTriggerValue)
  return () => stage.stop()
}
