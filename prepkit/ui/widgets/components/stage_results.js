// Draws what a group's answers came to, as a table that can be read from the back and copied.
import { make } from "./stage_drawing.js"

/** @import { StageAnswer } from "./types" */

/** @param {number[]} hands */
const meanOf = (hands) => {
  const count = hands.reduce((sum, raised) => sum + raised, 0)
  const total = hands.reduce((sum, raised, at) => sum + raised * (at + 1), 0)
  return count ? (total / count).toFixed(1) : "–"
}

/** @param {string[]} ratings */
const columns = (ratings) => ["Question", "Answered by", ...ratings, `Mean, 1 to ${ratings.length}`]

/** @param {StageAnswer} answer */
const cells = ({ prompt, who, hands }) => [prompt, who || "–", ...hands.map(String), meanOf(hands)]

/**
 * The table as text that a spreadsheet takes apart again.
 *
 * @param {StageAnswer[]} answers
 * @param {string[]} ratings
 */
export const resultsAsText = (answers, ratings) =>
  [columns(ratings), ...answers.map(cells)]
    .map((row) => row.map((cell) => cell.replace(/\s+/g, " ")).join("\t"))
    .join("\n")

/**
 * @param {StageAnswer[]} answers
 * @param {string[]} ratings
 */
export const resultsTable = (answers, ratings) => {
  const names = columns(ratings)
  const table = make("table")
  const head = make("tr")
  for (const name of names) {
    const cell = make("th", name)
    cell.scope = "col"
    head.append(cell)
  }
  const rows = answers.map((answer) => {
    const row = make("tr")
    for (const [at, text] of cells(answer).entries()) {
      const cell = make(at ? "td" : "th", text)
      if (!at) cell.scope = "row"
      // A narrow window shows the cells below each other, each with its column's name.
      cell.dataset.column = names[at]
      if (at < 2) cell.dir = "auto"
      row.append(cell)
    }
    return row
  })
  table.createTHead().append(head)
  table.createTBody().append(...rows)
  return table
}
