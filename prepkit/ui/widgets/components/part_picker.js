/** @import { Component, PartPickerData, PartPickerValues, Root } from "./types" */

/** @type {WeakMap<Root, { document?: string, sent: string | null }>} */
const lists = new WeakMap()

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} tag
 * @param {string} className
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
const make = (tag, className, ...children) => {
  const element = document.createElement(tag)
  element.className = className
  element.append(...children)
  return element
}

/**
 * @param {string} group
 * @param {PartPickerData["names"][number]} part
 */
const choice = (group, [part, name]) => {
  const input = make("input", "")
  input.type = "radio"
  input.name = group
  input.value = part
  return make("label", "", input, name)
}

/**
 * @param {string} sentence
 * @param {number} at
 * @param {PartPickerData["names"]} names
 */
const row = (sentence, at, names) => {
  const choices = make("div", "choices", ...names.map((name) => choice(`sentence-${at}`, name)))
  return make("li", "", make("fieldset", "", make("legend", "", sentence), choices))
}

/** @param {Component<PartPickerData, PartPickerValues>} component */
export default function (component) {
  const { parentElement, data, setStateValue } = component
  const list = parentElement.querySelector("ol")
  const live = lists.get(parentElement) ?? { sent: null }
  lists.set(parentElement, live)
  const order = data.names.map(([part]) => part)
  /**
   * @param {HTMLFieldSetElement} fieldset
   * @param {string} part
   */
  const colour = (fieldset, part) => {
    fieldset.className = part ? `p${order.indexOf(part)}` : "left-out"
  }
  const chosen = () =>
    [...list.querySelectorAll("fieldset")].map(
      (set) => [...set.querySelectorAll("input")].find((input) => input.checked)?.value ?? "",
    )

  if (live.document !== data.document) {
    live.document = data.document
    live.sent = null
    list.replaceChildren(...data.sentences.map((sentence, at) => row(sentence, at, data.names)))
  }
  // Ignore the parts that the server sends back for an earlier choice: they would undo a later one.
  if (!live.sent || live.sent === JSON.stringify(data.parts)) {
    live.sent = null
    list.querySelectorAll("fieldset").forEach((set, at) => {
      for (const input of set.querySelectorAll("input")) input.checked = input.value === data.parts[at]
      colour(set, data.parts[at])
    })
  }
  list.onchange = (event) => {
    const { target } = event
    if (!(target instanceof HTMLInputElement)) return
    const fieldset = target.closest("fieldset")
    if (!fieldset) return
    colour(fieldset, target.value)
    const parts = chosen()
    live.sent = JSON.stringify(parts)
    setStateValue("parts", { document: data.document, parts, at: Date.now() })
  }
  return () => lists.delete(parentElement)
}
