// Draws what a candidate is handed with a question: lines of text, and a table below them.

/** @import { Material } from "./types" */

/**
 * @param {"p" | "th" | "td"} tag
 * @param {string} text
 */
const makeText = (tag, text) => {
  const element = document.createElement(tag)
  element.textContent = text
  // Each begins on the side on which its script begins.
  element.dir = "auto"
  return element
}

/**
 * @param {string[]} cells
 * @param {"th" | "td"} tag
 */
const makeRow = (cells, tag) => {
  const row = document.createElement("tr")
  row.append(...cells.map((cell) => makeText(tag, cell)))
  return row
}

/** @param {Material} material */
export const materialContent = ({ text, header, rows }) => {
  const paragraphs = text.map((line) => makeText("p", line))
  if (!rows.length) return paragraphs
  const table = document.createElement("table")
  table.createTHead().append(makeRow(header, "th"))
  table.createTBody().append(...rows.map((cells) => makeRow(cells, "td")))
  // A table that is wider than the window scrolls inside its own box, also with the keys.
  const box = document.createElement("div")
  box.className = "material-table"
  box.tabIndex = 0
  box.setAttribute("role", "region")
  box.setAttribute("aria-label", "Material")
  box.append(table)
  return [...paragraphs, box]
}
