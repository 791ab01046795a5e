// Two windows of one session show the same: each tells what it shows, and follows what the other tells.
/** @import { StageMessage, StageView } from "./types" */

const HERE_EVERY = 3000
// A window in the background may tell of itself only once a minute.
const GONE_AFTER = 75_000

export class StageLink {
  /**
   * @param {string} session both windows name the same; empty for a window that follows nobody
   * @param {() => StageView} view what this window shows
   * @param {(view: StageView) => void} onView
   * @param {() => void} onPresence the other window came or went
   */
  constructor(session, view, onView, onPresence = () => {}) {
    this.heard = 0
    this.view = view
    this.onHide = () => this.post({ kind: "bye" })
    if (!session) return
    this.channel = new BroadcastChannel(`prepkit session ${session}`)
    /** @param {MessageEvent<StageMessage>} event */
    this.channel.onmessage = ({ data }) => {
      const wasThere = this.isThere
      this.heard = data.kind === "bye" ? 0 : Date.now()
      if (data.kind === "hello") this.tell()
      if (data.kind === "view") onView(data.view)
      if (wasThere !== this.isThere) onPresence()
    }
    window.addEventListener("pagehide", this.onHide)
    this.beating = setInterval(() => {
      this.post({ kind: "here" })
      onPresence()
    }, HERE_EVERY)
    this.post({ kind: "hello" })
  }

  get isThere() {
    return Date.now() - this.heard < GONE_AFTER
  }

  tell() {
    this.post({ kind: "view", view: this.view() })
  }

  /** @param {StageMessage} message */
  post(message) {
    this.channel?.postMessage(message)
  }

  stop() {
    if (!this.channel) return
    this.post({ kind: "bye" })
    clearInterval(this.beating)
    window.removeEventListener("pagehide", this.onHide)
    this.channel.close()
    this.channel = undefined
  }
}
