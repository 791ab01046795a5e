/** @import { Component, KeysData, KeysValues, Root } from "./types" */
/** @typedef {Component<KeysData, KeysValues>} KeysComponent */
/** @typedef {{ data: KeysData, send: KeysComponent["setTriggerValue"], stop?: () => void }} Mounted */

/** @type {WeakMap<Root, Mounted>} */
const state = new WeakMap()

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

const innermostFocus = () => {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused
}

/**
 * @param {KeysData["hints"][number]} hint
 * @param {number} place
 */
const hint = ([keys, meaning], place) => {
  const parts = keys.split(/( to )/).map((part, at) => {
    if (at % 2) return part
    const key = document.createElement("kbd")
    key.textContent = part
    return key
  })
  return [place ? " · " : "", ...parts, ` ${meaning}`]
}

const toTop = () => document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)

/**
 * Moves the focus to what is to be read next, unless somebody is typing in a field.
 *
 * @param {HTMLElement | null} place
 */
const readFrom = (place) => {
  const focused = innermostFocus()
  if (!place || (focused && isTyping(focused))) return
  place.tabIndex = -1
  place.style.outline = "none"
  place.focus({ preventScroll: true })
}

// A button that keeps the focus would act on a card that nobody has seen yet; a new card is shown from its top.
const startAfresh = () => {
  readFrom(document.querySelector('[data-testid="stMain"] h1'))
  toTop()
}

/** @param {KeysComponent} component */
export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const { host } = parentElement
  host.dataset.keys = Object.keys(data.bindings).join(" ")
  parentElement.querySelector(".hints").replaceChildren(...data.hints.flatMap(hint))
  parentElement.querySelector(".news").textContent = data.news
  const mounted = state.get(parentElement)
  if (mounted) {
    if (mounted.data.card !== data.card) startAfresh()
    mounted.data = data
    mounted.send = setTriggerValue
    return mounted.stop
  }

  /** @type {Mounted} */
  const live = { data, send: setTriggerValue }
  /** @param {Event} event */
  const innermost = (event) => event.composedPath()[0] ?? event.target

  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    const target = innermost(event)
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return
    if (isTyping(target)) return
    const pressed = event.key === " " ? "Space" : event.key.toLowerCase()
    const action = live.data.bindings[pressed]
    if (!action) return
    if (pressed === "Space" && isControl(target)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (event.repeat || document.querySelector('[role="dialog"]')) return
    live.send("press", { action, card: live.data.card })
  }

  /** @param {MouseEvent} event */
  const onClick = (event) => {
    const target = innermost(event)
    const button = target instanceof Element && target.closest('[class*="st-key-once_"] button')
    if (!button || event.detail < 2) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  window.addEventListener("keydown", onKey, true)
  window.addEventListener("click", onClick, true)
  live.stop = () => {
    window.removeEventListener("keydown", onKey, true)
    window.removeEventListener("click", onClick, true)
    state.delete(parentElement)
    delete host.dataset.keys
  }
  state.set(parentElement, live)
  toTop()
  return live.stop
}
