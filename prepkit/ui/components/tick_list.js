const lists = new WeakMap()

const make = (tag, className, text) => {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

const row = ([id, text], heard) => {
  const label = make("label", "", "")
  const box = document.createElement("input")
  box.type = "checkbox"
  box.value = id
  const words = make("span", "", text)
  words.dir = "auto"
  if (heard) {
    const said = make("span", `heard ${heard.how}`, "")
    said.append(make("b", "", heard.label))
    if (heard.quote) said.append(make("q", "", heard.quote))
    words.append(said)
  }
  label.append(box, words)
  return label
}

export default function (component) {
  const { parentElement, data, setStateValue } = component
  const fields = parentElement.querySelector("fieldset")
  const live = lists.get(parentElement) ?? {}
  lists.set(parentElement, live)
  const boxes = () => [...fields.querySelectorAll("input")]
  const ticked = () => boxes().filter((box) => box.checked).map((box) => box.value)

  fields.querySelector("legend").textContent = data.label
  const shown = JSON.stringify([data.card, data.items, data.heard])
  if (live.shown !== shown) {
    if (live.card !== data.card) live.sent = null
    live.card = data.card
    live.shown = shown
    const kept = live.sent?.split(" ") ?? []
    fields.replaceChildren(fields.querySelector("legend"), ...data.items.map((item) => row(item, data.heard[item[0]])))
    for (const box of boxes()) box.checked = kept.includes(box.value)
  }
  // An answer to an earlier tick must not take back a later one.
  if (live.sent === null || live.sent === data.ticked.join(" ")) {
    live.sent = null
    for (const box of boxes()) box.checked = data.ticked.includes(box.value)
  }
  const suggested = data.items.map(([id]) => id).filter((id) => data.heard[id]?.how === "covered")
  const take = parentElement.querySelector(".take")
  take.hidden = !suggested.length
  take.textContent = `Tick the ${suggested.length} that ${suggested.length === 1 ? "was" : "were"} heard`
  take.onclick = () => {
    for (const box of boxes()) box.checked ||= suggested.includes(box.value)
    fields.onchange()
  }
  const probe = parentElement.querySelector(".probe")
  const asked = parentElement.querySelector(".asked")
  if (live.probed !== data.card) asked.textContent = ""
  probe.hidden = !data.probe || live.probed === data.card
  probe.onclick = () => {
    live.probed = data.card
    probe.hidden = true
    asked.replaceChildren(make("b", "", data.probe), " Answer aloud, then rate both together.")
  }
  fields.onchange = () => {
    const ids = ticked()
    live.sent = ids.join(" ")
    setStateValue("ticks", { card: data.card, ids, at: Date.now() })
  }
  return () => lists.delete(parentElement)
}
