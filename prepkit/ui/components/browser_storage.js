// Writes entries into this browser's own storage and, once for each session of the server, tells what is there.
const SAID = "prepkit-browser-storage"
const opened = Date.now()
const undo = new WeakMap()
// What says "Saved" stands in an element named after its write, and is hidden until that is done.
const COMING = 20
const unseen = new CSSStyleSheet()
document.adoptedStyleSheets.push(unseen)
const showWritten = (write) => {
  const [session, text] = write.split("_")
  const number = Number(text)
  if (window.prepkitWritten?.session === session && window.prepkitWritten.number >= number) return
  window.prepkitWritten = { session, number }
  // A run that was cut short may leave a number out.
  const coming = Array.from({ length: COMING }, (_, i) => `[class*="once_written_${session}_${number + 1 + i}_"]`)
  // Texts inside fade by a transition of their own, and would be seen until it ends.
  unseen.replaceSync(`:is(${coming.join(", ")}), :is(${coming.join(", ")}) * { visibility: hidden; transition: none !important }`)
  window.dispatchEvent(new CustomEvent("prepkit-written"))
}
let told = null
let reported = 0

const later = (old, fresh) => {
  if ("position" in fresh) return Number(old.ended_at != null) - Number(fresh.ended_at != null) || old.position - fresh.position
  const moment = (row) => row.updated_at ?? row.renamed_at ?? 0
  return moment(old) - moment(fresh)
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const status = parentElement.querySelector("p")
  const { prefix } = data
  // Several may be on a page, and one of them speaks for all.
  const show = ({ detail }) => { status.textContent = detail; status.hidden = !detail }
  const say = (text) => window.dispatchEvent(new CustomEvent(SAID, { detail: text }))
  const deafen = () => {
    window.removeEventListener(SAID, show)
    window.removeEventListener("storage", notice)
  }
  undo.get(parentElement)?.()
  undo.set(parentElement, deafen)
  if (data.speaks) window.addEventListener(SAID, show)
  const marker = `${prefix}forgotten`

  let storage
  try {
    storage = window.localStorage
    storage.getItem(prefix)
  } catch {
    if (data.write) showWritten(data.write)
    say("This browser keeps nothing for websites, so what you do here is gone with this tab. Take your data with you before you leave.")
    return deafen
  }

  const names = () => Object.keys(storage).filter((name) => name.startsWith(prefix) && name !== marker)
  const remember = (is) => {
    const age = is ? 31536000 : 0
    const secure = location.protocol === "https:" ? "; Secure" : ""
    document.cookie = `${data.cookie}=1; path=/; max-age=${age}; SameSite=Lax${secure}`
  }
  const row = (name) => {
    try { return JSON.parse(storage.getItem(name)) } catch { return null }
  }

  const forgotten = () => row(marker) ?? { at: 0, order: "" }
  const forget = () => {
    names().forEach((name) => storage.removeItem(name))
    remember(false)
    reported = Date.now()
    // The order is kept, so that a page drawn again does not forget what came after it.
    storage.setItem(marker, JSON.stringify({ at: reported, order: data.forget }))
  }
  const put = (name, value) => {
    const old = row(name)
    if (old && later(old, value) > 0) return
    const text = JSON.stringify(value)
    if (storage.getItem(name) !== text) storage.setItem(name, text)
  }
  const write = () => {
    for (const [name, value] of Object.entries(data.entries)) {
      try {
        put(prefix + name, value)
      } catch {
        // The storage is full: the rating matters more than the words.
        try {
          put(prefix + name, { ...value, ...("answer" in value ? { answer: "" } : {}) })
        } catch {
          return false
        }
      }
    }
    // What can be undone is bounded; the names begin with the time.
    const steps = names().filter((name) => name.startsWith(`${prefix}actions:`)).sort()
    steps.slice(0, -50).forEach((name) => storage.removeItem(name))
    return true
  }
  const tell = () => {
    const archive = { format: "prepkit", version: 1, profile: { name: "", renamed_at: 0 } }
    const add = (table, found) => (archive[table] ??= []).push(found)
    for (const name of names()) {
      const found = row(name)
      const table = name.slice(prefix.length).split(":", 1)[0]
      // Only lists of entries: another name, as of the format, would take the place of what stands there.
      if (!found || (table in archive && table !== "profile" && !Array.isArray(archive[table]))) continue
      if (table === "profile") {
        archive.profile = found
      } else if (table === "session_cards") {
        if (Array.isArray(found.cards)) found.cards.forEach((card) => add(table, card))
      } else {
        add(table, found)
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
  // Where it does not fit, the line below says so.
  if (data.write) showWritten(data.write)
  if (names().length) remember(true)
  say(fits ? "" : "This browser has no room for more. Take your data with you, so that nothing is lost when this tab closes.")
  if (data.ask && data.ask !== told && (data.wait || names().length)) {
    told = data.ask
    tell()
  }
  window.addEventListener("storage", notice)
  return deafen
}
