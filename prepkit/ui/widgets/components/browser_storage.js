// Writes entries into this browser's own storage and, once for each session of the server, sends what it holds.
/** @import { BrowserStorageData, BrowserStorageValues, Component, Entry, Forgotten, Root } from "./types" */

const SAID = "prepkit-browser-storage"
const opened = Date.now()
/** @type {WeakMap<Root, () => void>} */
const undo = new WeakMap()
/**
 * Whatever says "Saved" waits until the write that it speaks of is done.
 *
 * @param {string} write
 */
const showWritten = (write) => {
  const [session, text] = write.split("_")
  const number = Number(text)
  const last = window.prepkitWritten
  if (last?.session === session && last.number >= number) return
  window.prepkitWritten = { session, number }
  window.dispatchEvent(new CustomEvent("prepkit-written"))
}
/**
 * Whether a write follows what this window has written: a component drawn again may hold an earlier one.
 *
 * @param {string} write
 */
const isNext = (write) => {
  const [session, number] = write.split("_")
  const last = window.prepkitWritten
  return Boolean(write) && (last?.session !== session || last.number < Number(number))
}
/**
 * What this window wrote last, by name. An undo leads back in a session, and only what another window has
 * written may stand against that.
 *
 * @type {Map<string, string>}
 */
const written = new Map()
/** @type {string | null} */
let answered = null
let reported = 0

/** @param {string} name */
const tableOf = (name) => name.split(":", 1)[0]

/**
 * Whether the kept entry goes before the fresh one: the rules of the tables, as the server merges rows.
 *
 * @param {string} table
 * @param {Entry} kept
 * @param {Entry} fresh
 * @param {string[]} furthest
 */
export const isLater = (table, kept, fresh, furthest) => {
  if (furthest.includes(table)) {
    const ended = Number(kept.ended_at != null) - Number(fresh.ended_at != null)
    return (ended || (kept.position ?? 0) - (fresh.position ?? 0)) > 0
  }
  /** @param {Entry} entry */
  const moment = (entry) => entry.updated_at ?? entry.renamed_at ?? 0
  return moment(kept) > moment(fresh)
}

/** @param {Component<BrowserStorageData, BrowserStorageValues>} component */
export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const status = parentElement.querySelector("p")
  const { prefix } = data
  /**
   * Show the line in one component alone: several may be on a page.
   *
   * @param {CustomEvent<string>} event
   */
  const show = ({ detail }) => {
    status.textContent = detail
    status.hidden = !detail
  }
  /** @param {string} text */
  const say = (text) => window.dispatchEvent(new CustomEvent(SAID, { detail: text }))
  const stopListening = () => {
    window.removeEventListener(SAID, show)
    window.removeEventListener("storage", notice)
  }
  undo.get(parentElement)?.()
  undo.set(parentElement, stopListening)
  if (data.speaks) window.addEventListener(SAID, show)
  const marker = `${prefix}forgotten`

  /** @type {Storage} */
  let storage
  try {
    storage = window.localStorage
    storage.getItem(prefix)
  } catch {
    if (data.write) showWritten(data.write)
    say(
      "This browser keeps nothing for websites, so what you do here is gone with this tab. Take your data with you before you leave.",
    )
    return stopListening
  }

  const names = () => Object.keys(storage).filter((name) => name.startsWith(prefix) && name !== marker)
  /** @param {boolean} is */
  const remember = (is) => {
    const age = is ? 31536000 : 0
    const secure = location.protocol === "https:" ? "; Secure" : ""
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing where PrepKit runs over plain HTTP
    document.cookie = `${data.cookie}=1; path=/; max-age=${age}; SameSite=Lax${secure}`
  }
  /** @param {string} name */
  const row = (name) => {
    try {
      return JSON.parse(storage.getItem(name) ?? "null")
    } catch {
      return null
    }
  }

  /** @returns {Forgotten} */
  const forgotten = () => row(marker) ?? { at: 0, order: "" }
  const forget = () => {
    for (const name of names()) storage.removeItem(name)
    // The database that video_store.js keeps.
    if (data.forget_videos) window.indexedDB?.deleteDatabase("prepkit-videos")
    remember(false)
    reported = Date.now()
    // Store the id of the order to forget, so that a page drawn again does not remove what was written after it.
    storage.setItem(marker, JSON.stringify({ at: reported, order: data.forget }))
  }
  /**
   * @param {string} name
   * @param {Entry} value
   */
  const put = (name, value) => {
    const table = tableOf(name.slice(prefix.length))
    const text = JSON.stringify(value)
    const kept = storage.getItem(name)
    const isOurs = isNext(data.write) && kept !== null && kept === written.get(name)
    /** @type {Entry | null} */
    const old = isOurs ? null : row(name)
    if (old && isLater(table, old, value, data.furthest)) return
    if (kept !== text) storage.setItem(name, text)
    if (data.furthest.includes(table)) written.set(name, text)
  }
  const write = () => {
    for (const [name, value] of Object.entries(data.entries)) {
      try {
        put(prefix + name, value)
      } catch {
        // Where the storage is full, write the rating without the answer: the rating matters more.
        try {
          put(prefix + name, { ...value, ...("answer" in value ? { answer: "" } : {}) })
        } catch {
          return false
        }
      }
    }
    // Keep only the newest 50 steps that can be undone; the names begin with the time.
    const steps = names()
      .filter((name) => name.startsWith(`${prefix}actions:`))
      .sort()
    for (const name of steps.slice(0, -50)) storage.removeItem(name)
    return true
  }
  const tell = () => {
    /** @type {Record<string, unknown>} */
    const archive = { format: "prepkit", version: 1, profile: { name: "", renamed_at: 0 } }
    /**
     * @param {string} table
     * @param {Entry} entry
     */
    const add = (table, entry) => {
      const rows = archive[table]
      if (Array.isArray(rows)) rows.push(entry)
      else archive[table] = [entry]
    }
    for (const name of names()) {
      /** @type {Entry | null} */
      const entry = row(name)
      const table = tableOf(name.slice(prefix.length))
      // Add only to lists of entries: an entry named like "format" would replace that field of the archive.
      if (!entry || (table in archive && table !== "profile" && !Array.isArray(archive[table]))) continue
      if (table === "profile") {
        archive.profile = entry
      } else if (table === "session_cards") {
        if (Array.isArray(entry.cards)) for (const card of entry.cards) add(table, card)
      } else {
        add(table, entry)
      }
    }
    setTriggerValue("kept", { ask: data.ask, text: JSON.stringify(archive) })
  }
  function notice() {
    const { at } = forgotten()
    if (at > opened && at > reported) {
      reported = at
      setTriggerValue("forgotten", at)
    }
  }

  if (data.forget && data.forget !== forgotten().order) forget()
  notice()
  const fits = write()
  // Count the write as done even where it does not fit: the line below says so.
  if (data.write) showWritten(data.write)
  if (names().length) remember(true)
  say(
    fits
      ? ""
      : "This browser has no room for more. Take your data with you, so that nothing is lost when this tab closes.",
  )
  if (data.ask && data.ask !== answered && (data.wait || names().length)) {
    answered = data.ask
    tell()
  }
  window.addEventListener("storage", notice)
  return stopListening
}
