const watches = new WeakMap()

const clock = (ms) => {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}

// How long this tab has shown the card: a refresh goes on from there, and time elsewhere does not count.
const SHOWN = "prepkit time on card"
const MUCH = 2000

const shownBefore = (card) => {
  try {
    const kept = JSON.parse(sessionStorage.getItem(SHOWN))
    return kept?.card === card ? kept.ms : null
  } catch { return null }
}
const keepShown = (card, ms) => {
  try { sessionStorage.setItem(SHOWN, JSON.stringify({ card, ms })) } catch { /* the server's figure stays */ }
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const find = (name) => parentElement.querySelector(name)
  const watch = watches.get(parentElement) ?? {}
  watches.set(parentElement, watch)

  find(".title").textContent = data.title
  find(".left").textContent = data.left
  find(".track").setAttribute("aria-valuenow", Math.round(data.done * 100))
  find(".fill").style.width = `${data.done * 100}%`

  if (watch.card !== data.card || !data.running) {
    const before = data.running && watch.card === undefined ? shownBefore(data.card) : null
    const corrected = before !== null && Math.abs(before - data.elapsed) > MUCH
    watch.card = data.card
    watch.start = performance.now() - (corrected ? before : data.elapsed)
    if (corrected) setTriggerValue("counted", { card: data.card, ms: Math.round(before) })
  }
  const show = () => {
    const ms = performance.now() - watch.start
    find(".watch").textContent = clock(ms)
    if (data.running) keepShown(data.card, ms)
  }
  clearInterval(watch.timer)
  show()
  if (data.running) watch.timer = setInterval(show, 250)
  return () => { clearInterval(watch.timer); watches.delete(parentElement) }
}
