// Draws what a group's answers came to, as a table that can be read from the back and copied.
import { make } from "./stage_drawing.js"

/** @import { StageAnswer } from "./types" */

/** @param {number[]} hands */
const meanOf = (hands) => {
  const count = hands.reduce((sum, raised) => sum + raised, 0)
  const total = hands.reduce((sum, raised, at) => sum + raised * (at + 1), 0)
  return count ? (total / count).toFixed(1) : "–"
}

/**
 * The hands of each answer and, where one was scored, both scores of it.
 *
 * @param {StageAnswer[]} answers
 * @param {string[]} ratings
 */
const rowsOf = (answers, ratings) => {
  const isScored = answers.some(({ scores }) => scores)
  const names = ["Question", "Answered by", ...ratings, `Mean, 1 to ${ratings.length}`]
  if (isScored) names.push("Own score, 1 to 5", "Other's score")
  const rows = answers.map(({ prompt, who, hands, scores }) => {
    const cells = [prompt, who || "–", ...hands.map(String), meanOf(hands)]
    if (isScored) cells.push(...[scores?.own, scores?.other].map((score) => `${score ?? "–"}`))
    return cells
  })
  return { names, rows }
}

/**
 * The table as text that a spreadsheet takes apart again.
 *
 * @param {StageAnswer[]} answers
 * @param {string[]} ratings
 */
export const resultsAsText = (answers, ratings) => {
  const { names, rows } = rowsOf(answers, ratings)
  return [names, ...rows].map((row) => row.map((cell) => cell.replace(/\s+/g, " ")).join("\t")).join("\n")
}

/**
 * @param {StageAnswer[]} answers
 * @param {string[]} ratings
 */
export const resultsTable = (answers, ratings) => {
  const { names, rows } = rowsOf(answers, ratings)
  const table = make("table")
  const head = make("tr")
  for (const name of names) {
    const cell = make("th", name)
    cell.scope = "col"
    head.append(cell)
  }
  const drawn = rows.map((cells) => {
    const row = make("tr")
    for (const [at, text] of cells.entries()) {
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
  table.createTBody().append(...drawn)
  return table
}
