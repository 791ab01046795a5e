/** @import { Component, EditorData, EditorState, EditorValues, Root, UnsavedText } from "./types" */

const PAUSE = 600
const LONGEST_WAIT = 1500
const PATIENCE = 4000
const WORDS_A_MINUTE = 140
const DOWNLOAD = "[data-testid=stDownloadButton] button"
/** @type {WeakMap<Root, EditorState>} */
const editors = new WeakMap()

// Note when the connection changed: a text on its way at that moment may never have reached the server.
const CONNECTION = "data-test-connection-state"
let connectionChanged = 0
new MutationObserver(() => {
  connectionChanged = performance.now()
}).observe(document.documentElement, { subtree: true, attributeFilter: [CONNECTION] })

// Keep what was typed last in the tab until the server has it: a refresh may come before the pause ends.
const waiting = {
  /** @param {string} document */
  key: (document) => `prepkit unsaved ${document}`,
  /**
   * @param {string} document
   * @param {UnsavedText} unsaved
   */
  put: (document, unsaved) => {
    try {
      sessionStorage.setItem(waiting.key(document), JSON.stringify(unsaved))
    } catch {
      /* full or forbidden */
    }
  },
  /**
   * @param {string} document
   * @param {string} saved
   * @param {string} session
   */
  take: (document, saved, session) => {
    try {
      /** @type {UnsavedText | null} */
      const unsaved = JSON.parse(sessionStorage.getItem(waiting.key(document)) ?? "null")
      // A text sent over a working connection has arrived, and its draft may be finished: another session must
      // not bring it back. In the same session the browser's Back may have overtaken it before it was saved.
      if (unsaved?.sent && unsaved.session !== session) return null
      // Drop it if another window has saved a newer text since.
      return unsaved && [...unsaved.after, unsaved.text].includes(saved) ? unsaved.text : null
    } catch {
      return null
    }
  },
  /** @param {string} document */
  drop: (document) => {
    try {
      sessionStorage.removeItem(waiting.key(document))
    } catch {
      /* forbidden */
    }
  },
}

/**
 * On a hosted server a text is saved once the browser has its entry: browser_storage.js notes the last write.
 *
 * @param {string} write
 */
const isWritten = (write) => {
  const [session, number] = write.split("_")
  return (
    !write || (window.prepkitWritten?.session === session && window.prepkitWritten.number >= Number(number))
  )
}

/** @param {number} words */
const spoken = (words) => {
  const seconds = Math.round((words / WORDS_A_MINUTE) * 60)
  return seconds < 60 ? `${seconds} s aloud` : `${Math.floor(seconds / 60)} min ${seconds % 60} s aloud`
}

/**
 * Add the words of a recording as the server does (`with_transcript` in prepkit/voice/transcript.py).
 *
 * @param {string} before
 * @param {EditorData} data
 */
const withTranscript = (before, { words, instead }) =>
  instead && before.includes(instead)
    ? before.replace(instead, () => words)
    : `${before.trimEnd()}\n\n${words}`.trim()

/** @param {Component<EditorData, EditorValues>} component */
export default function (component) {
  const { parentElement, data, setStateValue } = component
  const { host } = parentElement
  const box = parentElement.querySelector("textarea")
  const shade = parentElement.querySelector(".shade")
  const label = parentElement.querySelector("label")
  const advice = parentElement.querySelector(".advice")
  const count = parentElement.querySelector(".count")
  const status = parentElement.querySelector(".state")
  /** @type {EditorState} */
  const live = editors.get(parentElement) ?? {
    document: "",
    saved: "",
    base: "",
    sent: null,
    touched: false,
    longest: data.longest,
    session: "",
    since: 0,
    left: null,
    typingSince: null,
    report: setStateValue,
    leaving: null,
  }
  editors.set(parentElement, live)
  // Replace half an emoji at the end of a cut text: the server would never send it back as saved.
  const text = () => box.value.replace(/\p{Surrogate}/gu, "\ufffd")

  // Keep what was typed while the script was still on its way: the box is on screen before it.
  const typedBefore = () => {
    const typed = box.dataset.opened ? "" : box.value
    box.dataset.opened = "yes"
    return typed
  }

  const describe = () => {
    host.toggleAttribute("data-empty", !box.value)
    const words = box.value.trim() ? box.value.trim().split(/\s+/).length : 0
    count.textContent =
      words && data.aloud ? `${words} ${words === 1 ? "word" : "words"}, about ${spoken(words)}` : ""
    // Show no state before anything was typed: several boxes on one page need not all say "Saved".
    const full = box.value.length >= live.longest
    const state = !live.touched ? "" : text() === live.saved && isWritten(data.write) ? "Saved" : "Saving…"
    const limit = `Full: only the first ${live.longest.toLocaleString("en")} characters are kept.`
    status.textContent = full ? [state, limit].filter(Boolean).join(state.endsWith("…") ? " " : ". ") : state
  }
  const send = () => {
    clearTimeout(live.timer)
    live.typingSince = null
    if (text() !== live.saved && text() !== live.sent) report()
  }
  const report = () => {
    live.sent = text()
    live.report("draft", { document: live.document, text: live.sent, base: live.base, at: Date.now() })
    live.timer = setTimeout(again, PATIENCE)
  }
  // Send once more: a server that was away did not get the text.
  const again = () => {
    live.sent = null
    send()
  }

  /** @param {WindowEventMap["prepkit-passage"]} event */
  const onPassage = ({ detail: passage }) => {
    const start = passage ? box.value.indexOf(passage) : -1
    if (start < 0) {
      shade.replaceChildren()
      if (live.scrolled !== undefined) box.scrollTop = live.scrolled
      live.scrolled = undefined
      return
    }
    const mark = document.createElement("mark")
    mark.textContent = passage
    const end = start + passage.length
    shade.replaceChildren(box.value.slice(0, start), mark, `${box.value.slice(end)}\u200b`)
    shade.style.width = `${box.clientWidth + 2}px`
    live.scrolled ??= box.scrollTop
    box.scrollTop = mark.offsetTop - box.clientHeight / 3
    shade.scrollTop = box.scrollTop
  }

  live.report = setStateValue
  if (live.session !== data.session) {
    live.session = data.session
    live.since = performance.now()
  }
  const open = () => {
    live.saved = data.saved
    if (live.document !== data.document || live.revision !== data.revision) {
      clearTimeout(live.timer)
      const first = !live.document
      // What was typed since the server added the words of a recording is not in its text: add them here too.
      const typedMeanwhile =
        live.document === data.document && data.words && !text().includes(data.words)
          ? withTranscript(text(), data)
          : null
      if (!first) waiting.drop(live.document)
      live.document = data.document
      live.base = data.saved
      live.touched = false
      live.revision = data.revision
      live.sent = null
      // A card that comes back because its rating could not be stored comes back with its text.
      const returned = live.left?.document === data.document ? live.left.text : null
      live.left = null
      const unsaved = first
        ? typedBefore() || waiting.take(data.document, data.saved, data.session)
        : (returned ?? typedMeanwhile)
      const { selectionStart, selectionEnd } = box
      box.value = unsaved ?? data.saved
      if (typedMeanwhile !== null) box.setSelectionRange(selectionStart, selectionEnd)
      // A text that was saved while the box was drawn anew says so too.
      live.touched = Boolean(unsaved) || box.value !== data.saved
      // A text sent before may reach the server only now, and would take the words out again.
      if (typedMeanwhile !== null) live.timer = setTimeout(report)
      else if (box.value !== data.saved) live.timer = setTimeout(send)
    } else if (data.saved === live.sent || data.saved === text()) {
      live.base = data.saved
    } else if (
      data.shared &&
      !live.typingSince &&
      text() === live.base &&
      [null, live.base].includes(live.sent)
    ) {
      // Nothing was typed here, and another window has saved another text.
      box.value = data.saved
      live.base = data.saved
      live.sent = null
    }
  }
  // While the browser shows a card that the server has not drawn yet, the text of that card stays.
  const isAhead = data.follows && live.document && window.prepkitCard?.pending.length
  if (!isAhead || live.document === data.document) open()
  if (text() === live.saved) waiting.drop(live.document)
  label.textContent = data.label
  box.ariaLabel = data.label
  advice.textContent = data.advice
  advice.hidden = !data.advice
  box.placeholder = data.placeholder
  box.rows = data.rows
  box.style.setProperty("--rows", String(data.rows))
  live.longest = data.longest
  box.maxLength = data.longest
  box.classList.toggle("line", data.rows === 1)
  box.oninput = () => {
    live.touched = true
    waiting.put(live.document, {
      text: text(),
      after: [live.saved, live.sent],
      session: null,
      sent: false,
    })
    describe()
    clearTimeout(live.timer)
    live.typingSince ??= Date.now()
    const left = live.typingSince + LONGEST_WAIT - Date.now()
    live.timer = setTimeout(send, Math.max(0, Math.min(PAUSE, left)))
  }
  box.onblur = send
  box.onkeydown = (event) => {
    if (event.key === "Escape") box.blur()
  }
  describe()
  // Open the text of the card that the browser shows already, before the server has drawn it.
  if (data.follows) {
    window.prepkitDraft = {
      open: () => {
        open()
        describe()
      },
      unsaved: () => (text() === live.saved ? null : { document: live.document, text: text() }),
      show: (document, saved) => {
        clearTimeout(live.timer)
        live.left = { document: live.document, text: text() }
        Object.assign(live, { document, saved, base: saved, sent: null, touched: false })
        box.value = saved
        describe()
      },
    }
  }

  if (data.follows) window.addEventListener("prepkit-passage", onPassage)

  /**
   * Follow a link only once the text is saved: the run that saves it would replace the new page with nothing.
   * A download waits for it as well: the file is written from what is stored.
   *
   * @param {MouseEvent} event
   */
  const onLeave = (event) => {
    /** @type {HTMLElement | null} */
    const link = event.target instanceof Element ? event.target.closest(`a[href], ${DOWNLOAD}`) : null
    if (!link || live.leaving || text() === live.saved) return
    event.preventDefault()
    event.stopImmediatePropagation()
    live.leaving = () => link.click()
    send()
    setTimeout(leave, link.matches(DOWNLOAD) ? PATIENCE : LONGEST_WAIT)
  }
  const leave = () => {
    const go = live.leaving
    if (!go) return
    go()
    live.leaving = null
  }
  if (live.leaving && text() === live.saved) setTimeout(leave)
  live.stopListening?.()
  window.addEventListener("prepkit-written", describe)
  window.addEventListener("click", onLeave, true)
  live.stopListening = () => {
    window.removeEventListener("prepkit-written", describe)
    window.removeEventListener("click", onLeave, true)
    window.removeEventListener("prepkit-passage", onPassage)
  }
  return () => {
    clearTimeout(live.timer)
    // Mark the text as sent if the connection has not changed: the run of the next page saves it.
    if (live.sent === text() && text() !== live.saved) {
      waiting.put(live.document, {
        text: text(),
        after: [live.saved],
        session: live.session,
        sent: connectionChanged < live.since,
      })
    }
    live.stopListening?.()
    editors.delete(parentElement)
  }
}
