// Draws what a group needs on the stage: whose turn it is, the show of hands, and the form for the names.
import { keyButton, make } from "./stage_drawing.js"

/** @import { Root, Slide, StageTurn } from "./types" */

/**
 * @param {HTMLElement} box
 * @param {StageTurn | null} turn
 */
export const drawTurn = (box, turn) => {
  box.hidden = !turn
  if (!turn) return
  const { answers, scores, listen, isNext, isFeedback } = turn
  /** @type {[string, string, boolean][]} */
  const parts = [
    [isNext ? "Answers next" : "Answers", answers, !isFeedback],
    [isNext ? "Scores next" : "Scores and gives feedback", scores, isFeedback],
    [listen.length === 1 ? "Listens" : "Listen", listen.join(", "), false],
  ]
  const text = JSON.stringify(parts)
  // Screen readers say it again each time that it is drawn.
  if (box.dataset.drawn === text) return
  box.dataset.drawn = text
  box.replaceChildren(
    ...parts
      .filter(([, who]) => who)
      .map(([role, who, isActive]) => {
        const part = make("p", "", isActive ? "active" : "")
        const name = make("b", who)
        name.dir = "auto"
        part.append(make("span", `${role} `), name)
        return part
      }),
  )
}

/**
 * @param {Root} root
 * @param {string[]} ratings
 * @param {number[]} hands
 * @param {(at: number, by: number) => void} raise
 */
export const drawHands = (root, ratings, hands, raise) => {
  const rows = ratings.map((label, at) => {
    const row = make("div")
    const more = keyButton(label, String(at + 1), () => raise(at, 1))
    const less = keyButton("−", "", () => raise(at, -1))
    less.setAttribute("aria-label", `One hand less for ${label}`)
    row.append(more, make("output", String(hands[at] ?? 0)), less)
    return row
  })
  const counts = root.querySelector(".counts")
  /** @type {(Element | null)[]} */
  const buttons = [...counts.querySelectorAll("button")]
  const place = buttons.indexOf(root.activeElement)
  counts.replaceChildren(...rows)
  if (place >= 0) counts.querySelectorAll("button")[place]?.focus()
}

/**
 * @param {string[]} names
 * @param {(text: string) => string} take gets the names as typed, and returns what is wrong with them
 * @param {() => void} close
 */
export const namesForm = (names, take, close) => {
  const form = make("form")
  const label = make("label", "Two to eight names, one a line")
  const box = make("textarea")
  const problem = make("p", "", "problem")
  const about = make(
    "p",
    "At each question the next person answers. The names stay in this window. Without names there is no group.",
  )
  const buttons = make("p", "", "buttons")
  const save = make("button", "Use these names")
  box.rows = 8
  box.value = names.join("\n")
  box.autocomplete = "off"
  box.spellcheck = false
  problem.setAttribute("role", "alert")
  box.onkeydown = (event) => {
    if (event.key === "Escape") close()
  }
  form.onsubmit = (event) => {
    event.preventDefault()
    problem.textContent = take(box.value)
    if (problem.textContent) box.focus()
    else close()
  }
  label.append(box)
  buttons.append(save, keyButton("Cancel", "", close))
  form.append(label, problem, about, buttons)
  return form
}

/**
 * Show the QR code of a question, or none.
 *
 * @param {Root} root
 * @param {Slide["code"] | undefined} code
 */
export const drawCode = (root, code) => {
  const figure = root.querySelector(".code")
  figure.hidden = !code
  if (!code) return
  root.querySelector(".code svg").setAttribute("viewBox", `0 0 ${code.size} ${code.size}`)
  root.querySelector(".code path").setAttribute("d", code.path)
  root.querySelector(".code figcaption").textContent = code.address
}
