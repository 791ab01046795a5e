// What stands in the place of the question for a while: the names of the group, or the results.
import { keyButton, make } from "./stage_drawing.js"
import { namesForm } from "./stage_panels.js"
import { resultsAsText, resultsTable } from "./stage_results.js"

/** @import { StageHost, StagePanel } from "./types" */

export class StageCover {
  /** @param {StageHost} stage */
  constructor(stage) {
    this.stage = stage
    /** @type {StagePanel} */
    this.drawn = ""
  }

  get box() {
    return this.stage.find(".panel")
  }

  /**
   * Draws a panel, or none; one that stands there stays, with what is typed in it.
   *
   * @param {StagePanel} name
   */
  draw(name) {
    this.box.hidden = !name
    if (name === this.drawn) return
    this.drawn = name
    if (name === "group") this.drawNames()
    else if (name === "results") this.drawResults()
    else this.box.replaceChildren()
  }

  drawNames() {
    const { stage } = this
    const { group, slide } = stage
    /** @param {string} text */
    const take = (text) => group.rename(text, slide?.id ?? "")
    this.box.replaceChildren(namesForm(group.names, take, () => stage.toggle("group")))
    this.box.querySelector("textarea")?.focus()
  }

  drawResults() {
    const { answers } = this.stage.group
    const { ratings } = this.stage.data
    const buttons = make("p", "", "buttons")
    if (answers.length) {
      const copy = () => this.copy(resultsAsText(answers, ratings))
      buttons.append(
        keyButton("Copy the table", "", copy),
        keyButton("Clear", "", () => this.clear()),
      )
    } else buttons.append(keyButton("Bring the results back", "", () => this.restore()))
    const content = answers.length ? resultsTable(answers, ratings) : make("p", "The results are cleared.")
    this.box.replaceChildren(buttons, content)
    this.stage.fit()
  }

  /** @param {string} text */
  copy(text) {
    const { stage } = this
    const refused = () => stage.say("This browser does not allow copying. Select the table and copy it.")
    if (!navigator.clipboard) return refused()
    navigator.clipboard.writeText(text).then(() => stage.say("Copied. Paste it into a spreadsheet."), refused)
  }

  clear() {
    this.stage.group.clear()
    this.drawResults()
    this.box.querySelector("button")?.focus()
  }

  restore() {
    this.stage.group.restore()
    this.drawResults()
    this.box.querySelector("button")?.focus()
  }
}
