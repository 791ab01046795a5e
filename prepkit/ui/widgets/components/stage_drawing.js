// Draws the parts of the stage that need nothing but what they are given.
import { materialContent } from "./material.js"

/** @import { Frame } from "./types" */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} tag
 * @returns {HTMLElementTagNameMap[Name]}
 */
export const make = (tag, text = "", className = "") => {
  const element = document.createElement(tag)
  element.textContent = text
  if (className) element.className = className
  return element
}

/**
 * Makes an element for a text that a person wrote: it begins on the side on which its script begins.
 *
 * @param {"p" | "li"} tag
 * @param {string} text
 */
const makeOwn = (tag, text) => {
  const element = make(tag, text)
  element.dir = "auto"
  return element
}

/** @param {Frame} frame */
export const frameContent = (frame) => {
  if (frame.material) return [make("h2", frame.heading), ...materialContent(frame.material)]
  if (!frame.items.length) return []
  const heading = make("h2", frame.heading)
  if (frame.kind === "text") return [heading, ...frame.items.map((text) => makeOwn("p", text))]
  const list = make(frame.kind === "numbered" ? "ol" : "ul")
  const items = frame.items.map((text) => makeOwn("li", text))
  if (frame.step === "points") items[items.length - 1].className = "now"
  list.append(...items)
  return [heading, list]
}

/**
 * @param {string} label
 * @param {string} key empty for a button without one
 * @param {() => void} act
 */
export const keyButton = (label, key, act) => {
  const button = make("button", label)
  button.type = "button"
  if (key) {
    button.append(make("kbd", key.toUpperCase()))
    button.setAttribute("aria-keyshortcuts", key)
  }
  button.addEventListener("click", act)
  return button
}
