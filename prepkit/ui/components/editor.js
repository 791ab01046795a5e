const PAUSE = 600
const LONGEST_WAIT = 1500
const PATIENCE = 4000
const WORDS_A_MINUTE = 140
const editors = new WeakMap()

// What was on its way while the connection changed may have gone to a server that was away.
const CONNECTION = "data-test-connection-state"
let connectionChanged = 0
new MutationObserver(() => { connectionChanged = performance.now() })
  .observe(document.documentElement, { subtree: true, attributeFilter: [CONNECTION] })

// A refresh is quicker than the pause: what was typed last waits in the tab until the server has it.
const waiting = {
  key: (document) => `prepkit unsaved ${document}`,
  put: (document, text, after, session = null, sent = false) => {
    try { sessionStorage.setItem(waiting.key(document), JSON.stringify({ text, after, session, sent })) } catch { /* full or forbidden */ }
  },
  take: (document, saved, session) => {
    try {
      const found = JSON.parse(sessionStorage.getItem(waiting.key(document)))
      // What went out on a sound line has arrived, and may have been done with: another session must not
      // bring it back. In the same one it was overtaken, as by the browser's Back, if nothing is saved of it.
      if (found?.sent && found.session !== session) return null
      // Another window's words are not to be overwritten by older ones.
      return found?.after.includes(saved) ? found.text : null
    } catch { return null }
  },
  drop: (document) => {
    try { sessionStorage.removeItem(waiting.key(document)) } catch { /* forbidden */ }
  },
}

// On a hosted copy a text is saved once the browser has its entry: the storage says which write it has done.
const isWritten = (write) => {
  const [session, number] = write.split("_")
  return !write || (window.prepkitWritten?.session === session && window.prepkitWritten.number >= Number(number))
}

const spoken = (words) => {
  const seconds = Math.round((words / WORDS_A_MINUTE) * 60)
  return seconds < 60 ? `${seconds} s aloud` : `${Math.floor(seconds / 60)} min ${seconds % 60} s aloud`
}

export default function (component) {
  const { parentElement, data, setStateValue, setTriggerValue } = component
  const box = parentElement.querySelector("textarea")
  const label = parentElement.querySelector("label")
  const advice = parentElement.querySelector(".advice")
  const count = parentElement.querySelector(".count")
  const status = parentElement.querySelector(".state")
  const live = editors.get(parentElement) ?? {}
  editors.set(parentElement, live)
  // Half of an emoji that was cut in two would never be what the server says it saved.
  const text = () => box.value.toWellFormed?.() ?? box.value

  const describe = () => {
    const words = box.value.trim() ? box.value.trim().split(/\s+/).length : 0
    count.textContent = words && data.aloud ? `${words} ${words === 1 ? "word" : "words"}, about ${spoken(words)}` : ""
    // Several boxes on one page need not all say that nothing has changed.
    const full = box.value.length >= live.longest
    const state = !live.touched ? "" : text() === live.saved && isWritten(data.write) ? "Saved" : "Saving…"
    status.textContent = full ? `${state} Full: only the first ${live.longest.toLocaleString("en")} characters are kept.`.trim() : state
  }
  const send = () => {
    clearTimeout(live.timer)
    live.typingSince = null
    if (text() !== live.saved && text() !== live.sent) {
      live.sent = text()
      live.report("draft", { document: live.document, text: live.sent, at: Date.now() })
      live.timer = setTimeout(again, PATIENCE)
    }
  }
  // A server that was away has not heard it.
  const again = () => {
    live.sent = null
    send()
  }

  live.report = setStateValue
  live.saved = data.saved
  if (live.session !== data.session) {
    live.session = data.session
    live.since = performance.now()
  }
  if (live.document !== data.document || live.revision !== data.revision) {
    clearTimeout(live.timer)
    const first = live.document === undefined
    if (!first) waiting.drop(live.document)
    live.document = data.document
    live.touched = false
    live.revision = data.revision
    live.sent = null
    const unsaved = first ? waiting.take(data.document, data.saved, data.session) : null
    box.value = unsaved ?? data.saved
    if (box.value !== data.saved) {
      live.touched = true
      live.timer = setTimeout(send)
    }
  }
  if (text() === live.saved) waiting.drop(live.document)
  const button = parentElement.querySelector("button")
  button.hidden = !data.action
  button.textContent = data.action
  button.onclick = () => setTriggerValue("action", true)
  label.textContent = data.label
  advice.textContent = data.advice
  advice.hidden = !data.advice
  box.placeholder = data.placeholder
  box.rows = data.rows
  box.style.setProperty("--rows", data.rows)
  live.longest = data.longest
  box.maxLength = data.longest
  box.classList.toggle("line", data.rows === 1)
  box.oninput = () => {
    live.touched = true
    waiting.put(live.document, text(), [live.saved, live.sent])
    describe()
    clearTimeout(live.timer)
    live.typingSince ??= Date.now()
    const left = live.typingSince + LONGEST_WAIT - Date.now()
    live.timer = setTimeout(send, Math.max(0, Math.min(PAUSE, left)))
  }
  box.onblur = send
  box.onkeydown = (event) => { if (event.key === "Escape") box.blur() }
  describe()
  window.removeEventListener("prepkit-written", live.onWritten)
  live.onWritten = describe
  window.addEventListener("prepkit-written", describe)

  // A page asked for while the text is still on its way would be overtaken by it and stay empty.
  const onLeave = (event) => {
    const link = event.target.closest?.("a[href]")
    if (!link || live.leaving || text() === live.saved) return
    event.preventDefault()
    event.stopImmediatePropagation()
    live.leaving = () => link.click()
    send()
    setTimeout(leave, LONGEST_WAIT)
  }
  const leave = () => {
    const go = live.leaving
    if (!go) return
    go()
    live.leaving = null
  }
  if (live.leaving && text() === live.saved) setTimeout(leave)
  window.removeEventListener("click", live.onLeave, true)
  live.onLeave = onLeave
  window.addEventListener("click", onLeave, true)
  return () => {
    clearTimeout(live.timer)
    // The page that takes its place answers what was sent, unless it is a new server's.
    if (live.sent === text() && text() !== live.saved) {
      waiting.put(live.document, text(), [live.saved], live.session, connectionChanged < live.since)
    }
    window.removeEventListener("click", live.onLeave, true)
    window.removeEventListener("prepkit-written", live.onWritten)
    editors.delete(parentElement)
  }
}
