// The card of a session: its front and its back stand in two places of the page and share one state, which is
// kept for the window. What a person does shows at once; the server is told, and what it answers is the truth.
import { drawBack, drawFront, drawNotice, drawTicks, fit } from "./card_drawing.js"

const SLOW = 4000 // until an act that the server has not confirmed is sent again
const DOUBLE = 500 // within this time a second click may still mean what stood there before
const SHOWN = "prepkit time on card"
const MUCH = 2000
export const LETTERS = "abcdeghimnopqtvwxyz" // without those that stand for something else on a card

window.prepkitCard ??= { pending: [], number: 0, changed: 0, tab: "" }
export const card = window.prepkitCard

export const make = (tag, className = "", text = "") => {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.textContent = text
  return element
}
export const button = (text, className, act) => {
  const element = make("button", className, text)
  element.type = "button"
  element.onclick = act
  return element
}
export const host = (place) => card[place].root.host ?? card[place].root
export const find = (place, name) => card[place].root.querySelector(name)
export const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text
}

// What the server said of the card on screen; null while the browser shows a card that the server has not drawn.
export const drawn = (place) => (card[place].data.attempt === card.shown.attempt ? card[place].data : null)
export const front = () => drawn("front") ?? card.coming

export const isWritten = (write) => {
  const [session, number] = write.split("_")
  return (
    !write || (window.prepkitWritten?.session === session && window.prepkitWritten.number >= Number(number))
  )
}

export const act = (kind, more = {}) => {
  card.number = Math.max(card.number + 1, Date.now())
  card.pending.push({ number: card.number, do: kind, attempt: card.shown.attempt, ...more })
  send()
}

const send = () => {
  clearTimeout(card.waiting)
  if (!card.pending.length || !card.back) return
  card.back.send("acts", card.pending)
  card.waiting = setTimeout(() => {
    card.late = true
    if (card.front && card.shown) drawNotice()
    send()
  }, SLOW)
}

// Take what the server says once it has confirmed all that was done here, and never half of a run.
const follow = () => {
  if (!card.front || !card.back || card.front.data.run !== card.back.data.run) return
  const { data } = card.back
  card.pending = card.pending.filter((done) => done.number > data.seen)
  // Another session of the server knows nothing of what was sent to the one before.
  if (card.pending.length && card.session !== data.session) setTimeout(send)
  card.session = data.session
  if (!card.pending.length || !card.shown) {
    clearTimeout(card.waiting)
    card.late = false
    const isNew = card.shown?.attempt !== data.attempt
    const isFirst = !card.shown
    const opened = isNew || card.shown.revealed !== data.revealed
    card.shown = {
      attempt: data.attempt,
      revealed: data.revealed,
      sure: isNew ? "" : card.shown.sure,
      ticks: new Set(data.ticked),
    }
    if (opened) card.changed = performance.now()
    if (isNew) arrive(isFirst)
    window.prepkitDraft?.open()
  }
  draw()
}

export const reveal = (sure) => {
  if (card.shown.revealed || card.shown.left) return
  card.shown.revealed = true
  card.shown.sure = sure ?? card.shown.sure
  card.changed = performance.now()
  act("reveal", { confidence: card.shown.sure || null })
  draw()
  find("back", "legend").focus({ preventScroll: true })
}

export const tick = (id, on) => {
  if (on) card.shown.ticks.add(id)
  else card.shown.ticks.delete(id)
  act("tick", { points: [...card.shown.ticks] })
  drawTicks()
}

// Leave the card: the one that follows is shown at once where the server has named it.
export const leave = (kind, more = {}) => {
  if (card.shown.left) return
  const next = drawn("front")?.next ?? null
  act(kind, { ...more, next: next?.attempt ?? "", draft: window.prepkitDraft?.unsaved() ?? null })
  card.changed = performance.now()
  card.leaving = kind
  if (next) {
    card.coming = next
    card.shown = { attempt: next.attempt, revealed: false, sure: "", ticks: new Set() }
    arrive(false)
    window.prepkitDraft?.show(`${next.attempt} ${next.card}`, next.draft)
  } else {
    card.shown.left = true
  }
  draw()
}

export const rate = (rating) => {
  if (card.shown.revealed && drawn("back")) leave("rate", { rating })
}

export const flag = () => act("flag")
// What comes next is for the server to say: nothing else is done on the card meanwhile.
export const wait = (kind) => {
  if (card.shown.left) return
  act(kind)
  card.shown.left = true
  draw()
}
export const undo = () => wait("undo")
const suspend = () => leave("suspend")

const isTyping = (target) =>
  target.isContentEditable ||
  (["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName) && target.type !== "checkbox")
const isControl = (target) =>
  ["BUTTON", "A", "SUMMARY"].includes(target.tagName) ||
  target.type === "checkbox" ||
  ["button", "tab", "option"].includes(target.getAttribute("role"))

export const keys = () => {
  const data = front()
  if (!card.front.data.keys || !data) return {}
  const always = { u: undo, f: flag, s: suspend }
  if (!card.shown.revealed) {
    const chips = card.front.data.asks ? { j: "sure", k: "unsure", l: "no_idea" } : {}
    const reveals = Object.entries(chips).map(([key, sure]) => [key, () => reveal(sure)])
    return { ...always, Space: () => reveal(), ...Object.fromEntries(reveals) }
  }
  const ratings = [1, 2, 3, 4].map((rating) => [String(rating), () => rate(rating)])
  const points = (drawn("back")?.points ?? []).map(([id], at) => [
    LETTERS[at],
    () => tick(id, !card.shown.ticks.has(id)),
  ])
  return { ...always, ...Object.fromEntries(ratings), ...Object.fromEntries(points) }
}

const onKey = (event) => {
  const target = event.composedPath()[0] ?? event.target
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element) || isTyping(target))
    return
  if (!card.shown || !card.front || !card.back) return
  const pressed = event.key === " " ? "Space" : event.key.toLowerCase()
  const does = keys()[pressed]
  if (!does || (pressed === "Space" && isControl(target))) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (event.repeat || document.querySelector('[role="dialog"]')) return
  does()
}

// The second click of a double click must not reach what took the place of the first button.
const onClick = (event) => {
  if (event.detail < 2 || performance.now() - card.changed > DOUBLE) return
  event.preventDefault()
  event.stopImmediatePropagation()
}

const arrive = (isFirst) => {
  const data = front()
  const before = isFirst ? shownBefore(card.shown.attempt) : null
  const elapsed = data.elapsed ?? 0
  const corrected = before !== null && data.running && Math.abs(before - elapsed) > MUCH
  card.start = performance.now() - (corrected ? before : elapsed)
  if (corrected) card.front.send("counted", { attempt: card.shown.attempt, ms: Math.round(before) })
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
  if (isFirst) return
  // A button that keeps the focus would act on a card that nobody has seen yet.
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  if (!focused || !isTyping(focused)) find("front", "h1").focus({ preventScroll: true })
}

const shownBefore = (attempt) => {
  try {
    const kept = JSON.parse(sessionStorage.getItem(SHOWN))
    return kept?.card === attempt ? kept.ms : null
  } catch {
    return null
  }
}

export const showTime = () => {
  if (!card.front || !card.shown) return
  const stopped = card.shown.revealed || card.shown.left
  const now = performance.now() - card.start
  if (!stopped) card.stopped = null
  else card.stopped ??= now
  const ms = card.stopped ?? now
  if (!stopped) {
    try {
      sessionStorage.setItem(SHOWN, JSON.stringify({ card: card.shown.attempt, ms }))
    } catch {
      /* the server's figure stays */
    }
  }
  const seconds = Math.floor(ms / 1000)
  setText(find("front", ".watch"), `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`)
}

const draw = () => {
  if (!card.shown) return
  const isAhead = !drawn("front")
  document.documentElement.classList.toggle("prepkit-card-ahead", isAhead)
  document.documentElement.classList.toggle("prepkit-card-revealed", card.shown.revealed)
  drawFront()
  drawNotice()
  drawBack()
  showTime()
}

// A click anywhere else closes an open menu.
const closeMenus = (event) => {
  for (const place of ["front", "back"]) {
    const menu = card[place] && find(place, ".menu")
    if (menu?.open && !event.composedPath().includes(menu)) menu.open = false
  }
}

const listen = (on) => {
  const change = on ? "addEventListener" : "removeEventListener"
  window[change]("keydown", onKey, true)
  window[change]("click", closeMenus)
  window[change]("resize", fit)
  window[change]("prepkit-written", drawNotice)
}

export const mount = (place, { parentElement, data, setTriggerValue }) => {
  const isNew = card[place]?.root !== parentElement
  card[place] = isNew ? { root: parentElement } : card[place]
  card[place].data = data
  card[place].send = setTriggerValue
  if (isNew) {
    parentElement.addEventListener("click", onClick, true)
    if (place === "front") {
      find("front", ".undo").onclick = undo
      find("front", ".menu").onkeydown = (event) => {
        if (event.key === "Escape") event.currentTarget.open = false
      }
      listen(true)
      card.ticking = setInterval(showTime, 250)
    } else {
      card.sizes = new ResizeObserver(fit)
      card.sizes.observe(host("back"))
    }
  }
  follow()
  return () => {
    if (card[place]?.root !== parentElement) return
    card[place] = null
    card.shown = null
    if (place === "front") {
      listen(false)
      clearInterval(card.ticking)
      document.documentElement.classList.remove("prepkit-card-ahead", "prepkit-card-revealed")
    } else card.sizes.disconnect()
  }
}
