// The clock of the stage: it counts the phases down one after the other, and a refresh does not stop it.
/** @import { StageClockState, StageData } from "./types" */

const CLOCK = "prepkit-stage-clock"

/** @param {number} ms */
const minutes = (ms) => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}

/**
 * What is left of a phase; a plus stands before the time that is over.
 *
 * @param {number} left milliseconds, below 0 once the time is over
 */
export const timeLeft = (left) => (left < 0 ? `+${minutes(-left)}` : minutes(left + 999))

export class StageClock {
  constructor() {
    /** @type {StageData["phases"]} */
    this.phases = []
    /** @type {StageClockState} */
    this.state = { stamp: "", phase: 0, spent: 0, running: false, since: 0 }
  }

  /**
   * Go on with the clock that this tab kept for the same phases, or begin anew.
   *
   * @param {StageData["phases"]} phases
   */
  take(phases) {
    this.phases = phases
    const stamp = JSON.stringify(phases)
    if (this.state.stamp === stamp) return
    /** @type {StageClockState | null} */
    let kept = null
    try {
      kept = JSON.parse(sessionStorage.getItem(CLOCK) ?? "null")
    } catch {
      kept = null
    }
    this.state = kept?.stamp === stamp ? kept : { stamp, phase: 0, spent: 0, running: false, since: 0 }
  }

  get running() {
    return this.state.running
  }

  get phase() {
    return this.phases[this.state.phase] ?? this.phases[0]
  }

  spent() {
    return this.state.spent + (this.state.running ? Date.now() - this.state.since : 0)
  }

  startOrStop() {
    this.keep({ spent: this.spent(), running: !this.state.running, since: Date.now() })
  }

  reset() {
    this.keep({ phase: 0, spent: 0, running: false })
  }

  next() {
    this.keep({ phase: (this.state.phase + 1) % this.phases.length, spent: 0, since: Date.now() })
  }

  /** @param {Partial<StageClockState>} changes */
  keep(changes) {
    this.state = { ...this.state, ...changes }
    try {
      sessionStorage.setItem(CLOCK, JSON.stringify(this.state))
    } catch {
      /* a clock may be forgotten */
    }
  }
}
