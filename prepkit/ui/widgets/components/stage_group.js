// The group in front of the stage: its names, whose turn it is, and each question's show of hands. People's
// names and what was counted stay in this tab: they are in no address and never reach the server.
/** @import { Slide, StageAnswer, StageGroupState, StageTurn } from "./types" */

const GROUP = "prepkit-stage-group"
const FEWEST = 2
const MOST = 8
const LONGEST_NAME = 40
const NO_HANDS = [0, 0, 0, 0]

export class StageGroup {
  constructor() {
    /** @type {StageGroupState} */
    this.state = { names: [], answers: [] }
    /** @type {StageAnswer[] | null} the answers that were cleared last */
    this.cleared = null
    try {
      this.state = JSON.parse(sessionStorage.getItem(GROUP) ?? "null") ?? this.state
    } catch {
      /* begin without a group */
    }
  }

  get names() {
    return this.state.names
  }

  /** What is known of the questions shown so far, in the order in which they came. */
  get answers() {
    return this.state.answers
  }

  get hasResults() {
    return Boolean(this.answers.length || this.cleared)
  }

  /** @param {Partial<StageGroupState>} changes */
  keep(changes) {
    this.state = { ...this.state, ...changes }
    try {
      sessionStorage.setItem(GROUP, JSON.stringify(this.state))
    } catch {
      /* a group may be forgotten */
    }
  }

  /**
   * Takes the names as they were typed; the question on screen gets its turn anew unless hands were counted.
   *
   * @param {string} text
   * @param {string} shown the id of the question on screen
   * @returns {string} what is wrong with them; empty once they are taken
   */
  rename(text, shown) {
    const names = text
      .split(/[\n,;]/)
      .map((name) => name.trim().slice(0, LONGEST_NAME))
      .filter(Boolean)
    if (names.length === 1) return `Write at least ${FEWEST} names.`
    if (names.length > MOST) return `Write at most ${MOST} names.`
    if (new Set(names).size < names.length) return "Two people have the same name. Tell them apart."
    const before = this.names
    // As many names as before: what differs was spelt anew.
    const spelt =
      names.length === before.length
        ? new Map(before.map((name, at) => [name, names.includes(name) ? name : names[at]]))
        : new Map()
    const answers = this.answers
      .filter((answer) => answer.id !== shown || answer.hands.some(Boolean))
      .map((answer) => ({ ...answer, who: spelt.get(answer.who) ?? answer.who }))
    this.keep({ names, answers })
    return ""
  }

  /** @param {string} name */
  after(name) {
    return this.names[(this.names.indexOf(name) + 1) % this.names.length] ?? ""
  }

  nextToAnswer() {
    return this.after(this.answers.at(-1)?.who ?? "")
  }

  /** @param {string | undefined} id */
  answerOf(id) {
    return this.answers.find((answer) => answer.id === id)
  }

  /** @param {string | undefined} id */
  handsFor(id) {
    return this.answerOf(id)?.hands ?? NO_HANDS
  }

  /**
   * Gives a question that was not shown before to the next person.
   *
   * @param {Slide} slide
   */
  meet({ id, prompt }) {
    const answer = this.answerOf(id)
    if (!this.names.length || answer?.who) return
    if (answer) this.change(id, { who: this.nextToAnswer() })
    else this.add({ id, prompt, who: this.nextToAnswer(), hands: NO_HANDS })
  }

  /** @param {StageAnswer} answer */
  add(answer) {
    this.cleared = null
    this.keep({ answers: [...this.answers, answer] })
  }

  /**
   * @param {string} id
   * @param {Partial<StageAnswer>} changes
   */
  change(id, changes) {
    this.keep({
      answers: this.answers.map((answer) => (answer.id === id ? { ...answer, ...changes } : answer)),
    })
  }

  /**
   * Gives the question on screen to the person after the one whose turn it is.
   *
   * @param {string} id
   */
  pass(id) {
    const answer = this.answerOf(id)
    if (answer) this.change(id, { who: this.after(answer.who) })
  }

  /**
   * @param {Slide} slide
   * @param {number} at the place of the rating
   * @param {number} by
   */
  raise({ id, prompt }, at, by) {
    if (!this.answerOf(id)) this.add({ id, prompt, who: "", hands: NO_HANDS })
    const hands = this.handsFor(id).map((count, place) => Math.max(0, place === at ? count + by : count))
    this.change(id, { hands })
  }

  /**
   * @param {{ id: string, prompt: string }} question
   * @param {number} own
   * @param {number} other
   */
  score({ id, prompt }, own, other) {
    if (!this.answerOf(id)) this.add({ id, prompt, who: "", hands: NO_HANDS })
    this.change(id, { scores: { own, other } })
  }

  clear() {
    this.cleared = this.answers
    this.keep({ answers: [] })
  }

  restore() {
    this.keep({ answers: this.cleared ?? [] })
    this.cleared = null
  }

  /**
   * @param {string | undefined} id the question on screen
   * @param {string} phase
   * @returns {StageTurn | null} null without a group
   */
  turn(id, phase) {
    if (!this.names.length) return null
    const isNext = phase === "turn"
    const who = this.answerOf(id)?.who ?? ""
    const answers = isNext ? this.after(who) : who
    const scores = this.after(answers)
    const listen = this.names.filter((name) => name !== answers && name !== scores)
    return { answers, scores, listen, isNext, isFeedback: phase === "feedback" }
  }
}
