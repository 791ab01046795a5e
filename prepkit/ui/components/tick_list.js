const lists = new WeakMap()

const row = ([id, text]) => {
  const label = document.createElement("label")
  const box = document.createElement("input")
  box.type = "checkbox"
  box.value = id
  label.append(box, text)
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
  if (live.card !== data.card) {
    live.card = data.card
    live.sent = null
    fields.replaceChildren(fields.querySelector("legend"), ...data.items.map(row))
  }
  // An answer to an earlier tick must not take back a later one.
  if (live.sent === null || live.sent === data.ticked.join(" ")) {
    live.sent = null
    for (const box of boxes()) box.checked = data.ticked.includes(box.value)
  }
  fields.onchange = () => {
    const ids = ticked()
    live.sent = ids.join(" ")
    setStateValue("ticks", { card: data.card, ids, at: Date.now() })
  }
  return () => lists.delete(parentElement)
}
