// Draws one row of a list of links.
/** @import { LinkRow, Tag } from "./types" */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} tag
 * @returns {HTMLElementTagNameMap[Name]}
 */
export const make = (tag, className = "", text = "") => {
  const element = document.createElement(tag)
  element.className = className
  element.textContent = text
  return element
}

/** @param {Tag} tag */
export const tag = ([text, colour]) => make("span", `tag ${colour}`, text)

/**
 * @param {LinkRow} row
 * @param {string} to
 */
export const linkRow = (row, to) => {
  const link = make("a")
  link.href = to + encodeURIComponent(row.id)
  link.dataset.id = row.id
  const below = make("span", "below")
  below.append(...row.tags.map(tag))
  if (row.note) below.append(make("span", "note", row.note))
  const title = make("span", "title", row.title)
  title.dir = "auto"
  link.append(title, below)
  const item = make("li")
  item.append(link)
  return item
}

/**
 * The id of the row that a click opens here; nothing for a click that opens another tab.
 *
 * @param {MouseEvent} event
 */
export const rowOf = (event) => {
  const link = event.target instanceof Element ? event.target.closest("a") : null
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return null
  event.preventDefault()
  return link.dataset.id
}
