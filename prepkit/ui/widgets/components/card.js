// The card of a session: its front and its back stand in two places of the page and share one state, which is
// kept for the window. What a person does shows at once; the server is told, and what it answers is the truth.
import { drawBack, drawFlag, drawFront, drawNotice, drawTicks, fit } from "./card_drawing.js"

/** @import { ActDetails, BackData, CardState, CardValues, Component, Found, FrontData, Place, Prompt, Side } from "./types" */

const SLOW = 4000 // until an act that the server has not confirmed is sent again
const DOUBLE = 500 // within this time a second click may still mean what stood there before
const SHOWN = "prepkit time on card"
const MUCH = 2000
export const LETTERS = "abcdeghimnopqtvwxyz" // without those that stand for something else on a card

window.prepkitCard ??= { front: null, back: null, shown: null, pending: [], number: 0, changed: 0, tab: "" }
/** @type {CardState} */
export const card = window.prepkitCard

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} tag
 * @returns {HTMLElementTagNameMap[Name]}
 */
export const make = (tag, className = "", text = "") => {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.textContent = text
  return element
}
/**
 * @param {string} text
 * @param {string} className
 * @param {() => void} act
 */
export const button = (text, className, act) => {
  const element = make("button", className, text)
  element.type = "button"
  element.onclick = act
  return element
}
/** @param {Place} place */
const rootOf = (place) => {
  const root = card[place]?.root
  if (!root) throw new Error(`The ${place} of the card is not on the page.`)
  return root
}
/** @param {Place} place */
export const host = (place) => rootOf(place).host
/**
 * @template {string} Selector
 * @param {Place} place
 * @param {Selector} selector
 * @returns {Found<Selector>}
 */
export const find = (place, selector) => rootOf(place).querySelector(selector)
/**
 * @param {HTMLElement} element
 * @param {string} text
 */
export const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text
}

/**
 * What the server said of the card on screen; null while the browser shows a card that the server has not drawn.
 *
 * @template {{ attempt: string }} Data
 * @param {Side<Data, unknown> | null} side
 */
export const drawn = (side) => (side && side.data.attempt === card.shown?.attempt ? side.data : null)
/** @returns {Prompt | undefined} */
export const front = () => drawn(card.front) ?? card.coming

/** @param {string} write */
export const isWritten = (write) => {
  const [session, number] = write.split("_")
  return (
    !write || (window.prepkitWritten?.session === session && window.prepkitWritten.number >= Number(number))
  )
}

/**
 * @param {string} kind
 * @param {ActDetails} more
 */
export const act = (kind, more = {}) => {
  if (!card.shown) return
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
    const opened = isNew || card.shown?.revealed !== data.revealed
    card.shown = {
      attempt: data.attempt,
      revealed: data.revealed,
      sure: isNew ? "" : (card.shown?.sure ?? ""),
      ticks: new Set(data.ticked),
      flagged: card.front.data.flagged,
    }
    if (opened) card.changed = performance.now()
    if (isNew) arrive(isFirst)
    window.prepkitDraft?.open()
  }
  draw()
}

/** @param {string} [sure] */
export const reveal = (sure) => {
  const { shown } = card
  if (!shown || shown.revealed || shown.left) return
  shown.revealed = true
  shown.sure = sure ?? shown.sure
  card.changed = performance.now()
  act("reveal", { confidence: shown.sure || null })
  draw()
  find("back", "legend").focus({ preventScroll: true })
}

/**
 * @param {string[]} ids
 * @param {boolean} on
 */
export const tick = (ids, on) => {
  const { shown } = card
  if (!shown) return
  for (const id of ids) {
    if (on) shown.ticks.add(id)
    else shown.ticks.delete(id)
  }
  act("tick", { points: [...shown.ticks] })
  drawTicks()
}

/**
 * Leave the card: the one that follows is shown at once where the server has named it.
 *
 * @param {string} kind
 * @param {ActDetails} more
 */
export const leave = (kind, more = {}) => {
  if (!card.shown || card.shown.left) return
  const next = drawn(card.front)?.next ?? null
  act(kind, { ...more, next: next?.attempt ?? "", draft: window.prepkitDraft?.unsaved() ?? null })
  card.changed = performance.now()
  if (next) {
    card.coming = next
    card.shown = { attempt: next.attempt, revealed: false, sure: "", ticks: new Set(), flagged: next.flagged }
    arrive(false)
    window.prepkitDraft?.show(`${next.attempt} ${next.card}`, next.draft)
  } else {
    card.shown.left = true
  }
  draw()
}

/** @param {number} rating */
export const rate = (rating) => {
  if (card.shown?.revealed && drawn(card.back)) leave("rate", { rating })
}

/** Say what the flag is to be, not that it changes: an act may be sent twice. */
export const flag = () => {
  if (!card.shown || card.shown.left) return
  card.shown.flagged = !card.shown.flagged
  act(card.shown.flagged ? "flag" : "unflag")
  drawFlag()
}
/** @param {string} kind What comes next is for the server to say: nothing else is done on the card meanwhile. */
export const wait = (kind) => {
  if (!card.shown || card.shown.left) return
  act(kind)
  card.shown.left = true
  draw()
}
export const undo = () => wait("undo")
const suspend = () => leave("suspend")

/** @param {Element} target */
const isCheckbox = (target) => target instanceof HTMLInputElement && target.type === "checkbox"
/** @param {Element} target */
const isTyping = (target) =>
  (target instanceof HTMLElement && target.isContentEditable) ||
  (["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName) && !isCheckbox(target))
/** @param {Element} target */
const isControl = (target) =>
  ["BUTTON", "SUMMARY"].includes(target.tagName) ||
  isCheckbox(target) ||
  ["button", "tab", "option"].includes(target.getAttribute("role") ?? "")

/** @returns {Partial<Record<string, () => void>>} */
export const keys = () => {
  const { shown } = card
  const session = card.front?.data
  if (!session?.keys || !shown || !front()) return {}
  const always = { u: undo, f: flag, s: suspend }
  if (!shown.revealed) {
    const chips = session.asks ? { j: "sure", k: "unsure", l: "no_idea" } : {}
    const reveals = Object.entries(chips).map(([key, sure]) => [key, () => reveal(sure)])
    return { ...always, Space: () => reveal(), ...Object.fromEntries(reveals) }
  }
  const ratings = [1, 2, 3, 4].map((rating) => [String(rating), () => rate(rating)])
  const points = (drawn(card.back)?.points ?? []).map(([id], at) => [
    LETTERS[at],
    () => tick([id], !shown.ticks.has(id)),
  ])
  return { ...always, ...Object.fromEntries(ratings), ...Object.fromEntries(points) }
}

/** @param {KeyboardEvent} event */
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

/**
 * The second click of a double click must not reach what took the place of the first button.
 *
 * @param {MouseEvent} event
 */
const onClick = (event) => {
  if (event.detail < 2 || performance.now() - card.changed > DOUBLE) return
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** @param {boolean} isFirst */
const arrive = (isFirst) => {
  if (!card.front || !card.shown) return
  const data = drawn(card.front)
  const before = isFirst ? shownBefore(card.shown.attempt) : null
  const elapsed = data?.elapsed ?? 0
  const corrected = before !== null && data?.running && Math.abs(before - elapsed) > MUCH
  card.start = performance.now() - (corrected ? before : elapsed)
  if (corrected) card.front.send("counted", { attempt: card.shown.attempt, ms: Math.round(before) })
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
  if (isFirst) return
  // A button that keeps the focus would act on a card that nobody has seen yet.
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  if (!focused || !isTyping(focused)) find("front", "h1").focus({ preventScroll: true })
}

/**
 * @param {string} attempt
 * @returns {number | null}
 */
const shownBefore = (attempt) => {
  try {
    const kept = JSON.parse(sessionStorage.getItem(SHOWN) ?? "null")
    return kept?.card === attempt ? kept.ms : null
  } catch {
    return null
  }
}

export const showTime = () => {
  if (!card.front || !card.shown) return
  const stopped = card.shown.revealed || card.shown.left
  const now = performance.now() - (card.start ?? 0)
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
  const isAhead = !drawn(card.front)
  document.documentElement.classList.toggle("prepkit-card-ahead", isAhead)
  document.documentElement.classList.toggle("prepkit-card-revealed", card.shown.revealed)
  drawFront()
  drawNotice()
  drawBack()
  showTime()
}

/**
 * A click anywhere else closes an open menu.
 *
 * @param {MouseEvent} event
 */
const closeMenus = (event) => {
  for (const side of [card.front, card.back]) {
    const menu = side?.root.querySelector("details.menu")
    if (menu?.open && !event.composedPath().includes(menu)) menu.open = false
  }
}

const listen = () => {
  window.addEventListener("keydown", onKey, true)
  window.addEventListener("click", closeMenus)
  window.addEventListener("resize", fit)
  window.addEventListener("prepkit-written", drawNotice)
}
const stopListening = () => {
  window.removeEventListener("keydown", onKey, true)
  window.removeEventListener("click", closeMenus)
  window.removeEventListener("resize", fit)
  window.removeEventListener("prepkit-written", drawNotice)
}

/**
 * @template Data, DrawnFor
 * @param {Side<Data, DrawnFor> | null} kept
 * @param {Component<Data, CardValues>} component
 * @returns {Side<Data, DrawnFor>}
 */
const sideOf = (kept, { parentElement, data, setTriggerValue }) => ({
  root: parentElement,
  data,
  send: setTriggerValue,
  drawnFor: kept?.root === parentElement ? kept.drawnFor : null,
})

/** @param {Component<FrontData, CardValues>} component */
export const mountFront = (component) => {
  const root = component.parentElement
  const isNew = card.front?.root !== root
  card.front = sideOf(card.front, component)
  if (isNew) {
    const menu = find("front", "details.menu")
    root.addEventListener("click", onClick, true)
    find("front", ".undo").onclick = undo
    menu.onkeydown = (event) => {
      if (event.key === "Escape") menu.open = false
    }
    listen()
    card.ticking = setInterval(showTime, 250)
  }
  follow()
  return () => {
    if (card.front?.root !== root) return
    card.front = null
    card.shown = null
    stopListening()
    clearInterval(card.ticking)
    document.documentElement.classList.remove("prepkit-card-ahead", "prepkit-card-revealed")
  }
}

/** @param {Component<BackData, CardValues>} component */
export const mountBack = (component) => {
  const root = component.parentElement
  const isNew = card.back?.root !== root
  card.back = sideOf(card.back, component)
  if (isNew) {
    root.addEventListener("click", onClick, true)
    card.sizes = new ResizeObserver(fit)
    card.sizes.observe(host("back"))
  }
  follow()
  return () => {
    if (card.back?.root !== root) return
    card.back = null
    card.shown = null
    card.sizes?.disconnect()
  }
}
