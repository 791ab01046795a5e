// Draws the list of questions, or one of them, and goes from one to the other before the server answers.
import { linkRow, make, rowOf, tag } from "./link_row.js"
import { materialContent } from "./material.js"

/** @import { Component, Found, NearQuestion, QuestionBrowserData, QuestionBrowserValues, Root, Timer } from "./types" */
/** @typedef {Component<QuestionBrowserData, QuestionBrowserValues>} QuestionBrowserComponent */

const AHEAD = "prepkit-question-ahead"
const SLOW = 4000 // until a click that the server has not answered is sent again
/** @type {WeakMap<Root, QuestionBrowser>} */
const browsers = new WeakMap()

class QuestionBrowser {
  /** @param {QuestionBrowserComponent} component */
  constructor({ parentElement, data, setTriggerValue }) {
    this.root = parentElement
    this.data = data
    this.report = setTriggerValue
    this.clicks = 0
    this.unanswered = 0 // the number of the last click, until the server has answered it
    this.listTop = 0
    /** @type {string[] | null} */
    this.listed = null
    /** @type {Map<string, NearQuestion>} */
    this.known = new Map()
    this.wanted = data.opened
    /** @type {string | undefined} */
    this.drawn = undefined
    /** @type {Timer | undefined} */
    this.waiting = undefined
    this.find(".back").onclick = () => this.go(null)
    this.find(".previous").onclick = () => this.go(this.neighbour(-1))
    this.find(".next").onclick = () => this.go(this.neighbour(1))
    this.find(".links").onclick = (event) => {
      const id = rowOf(event)
      if (id) this.go(id)
    }
  }

  /**
   * @template {string} Selector
   * @param {Selector} selector
   * @returns {Found<Selector>}
   */
  find(selector) {
    return this.root.querySelector(selector)
  }

  get main() {
    return document.querySelector('[data-testid="stMain"]')
  }

  /**
   * The server's answer to an earlier click does not take back a later one.
   *
   * @param {QuestionBrowserComponent} component
   */
  update({ data, setTriggerValue }) {
    const before = this.data.opened
    this.data = data
    this.report = setTriggerValue
    this.clicks = Math.max(this.clicks, data.clicks)
    for (const question of data.near) this.known.set(question.id, question)
    if (data.opened === null) this.listed = data.listed
    // A server that was started anew counts from 0 again.
    const answered = data.clicks >= this.unanswered
    if (answered) {
      this.unanswered = 0
      this.wanted = data.opened
      clearTimeout(this.waiting)
    }
    document.documentElement.classList.toggle(AHEAD, !answered && this.wanted !== data.opened)
    this.draw()
    if (answered && before && data.opened === null) this.returnToList(before)
  }

  /** @param {string | null | undefined} id */
  go(id) {
    if (id === undefined) return
    const { wanted } = this
    if (wanted === null) this.listTop = this.main?.scrollTop ?? 0
    this.clicks += 1
    this.unanswered = this.clicks
    this.send(id)
    // What was not near is drawn by the server.
    if (id === null ? !this.listed : !this.known.has(id)) return
    this.wanted = id
    document.documentElement.classList.add(AHEAD)
    this.draw()
    if (id === null) return
    this.main?.scrollTo(0, 0)
    if (wanted === null) this.find("h1").focus({ preventScroll: true })
  }

  /** @param {string | null} id */
  send(id) {
    clearTimeout(this.waiting)
    this.report("open", { id, click: this.clicks })
    this.waiting = setTimeout(() => this.send(id), SLOW)
  }

  /**
   * Streamlit draws what stands above the list after it: only then is its old place on screen the same.
   *
   * @param {string} id
   */
  returnToList(id) {
    this.main?.scrollTo(0, this.listTop)
    const links = [...this.find(".links").querySelectorAll("a")]
    links.find((link) => link.dataset.id === id)?.focus({ preventScroll: true })
  }

  /**
   * The id of the question before or after the one on screen; undefined where it is not known.
   *
   * @param {number} step
   */
  neighbour(step) {
    const { order } = this.data
    const at = this.wanted ? order.indexOf(this.wanted) : -1
    return at < 0 ? undefined : order[at + step]
  }

  draw() {
    const question = this.wanted ? this.known.get(this.wanted) : undefined
    this.find(".question").hidden = !question
    this.find(".links").hidden = Boolean(question)
    if (question) this.drawQuestion(question)
    else this.drawList((this.listed ?? []).flatMap((id) => this.known.get(id) ?? []))
  }

  /** @param {NearQuestion[]} questions */
  drawList(questions) {
    const text = JSON.stringify(questions)
    if (this.drawn === text) return
    this.drawn = text
    this.find(".links").replaceChildren(...questions.map((question) => linkRow(question, "browse?question=")))
  }

  /** @param {NearQuestion} question */
  drawQuestion(question) {
    const { order, first, total } = this.data
    const at = order.indexOf(question.id)
    this.find(".place").textContent = total ? `${first + at + 1} of ${total}` : ""
    this.find("button.previous").disabled = this.neighbour(-1) === undefined
    this.find("button.next").disabled = this.neighbour(1) === undefined
    const text = JSON.stringify(question)
    if (this.drawn === text) return
    this.drawn = text
    this.find("h1").textContent = question.title
    this.find(".tags").replaceChildren(...question.tags.flatMap((label) => [tag(label), " "]))
    this.find(".asked").textContent = question.asked_for
    this.find(".material").hidden = !question.material
    this.find(".material div").replaceChildren(
      ...(question.material ? materialContent(question.material) : []),
    )
    this.find(".assesses").hidden = !question.assesses
    this.find(".assesses p").textContent = question.assesses
    this.find(".wordings").hidden = !question.wordings.length
    this.find(".wordings ul").replaceChildren(
      ...question.wordings.map(([wording, label]) => {
        const item = make("li", "", wording)
        item.dir = "auto"
        if (label) item.append(" ", tag([label, "gray"]))
        return item
      }),
    )
  }
}

/** @param {QuestionBrowserComponent} component */
export default function (component) {
  const { parentElement } = component
  const browser = browsers.get(parentElement) ?? new QuestionBrowser(component)
  browsers.set(parentElement, browser)
  browser.update(component)
  return () => {
    browsers.delete(parentElement)
    clearTimeout(browser.waiting)
    document.documentElement.classList.remove(AHEAD)
  }
}
