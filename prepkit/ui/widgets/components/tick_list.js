import { marksPassage } from "./passage.js"

/** @import { Component, Coverage, Root, TickListData, TickListState, TickListValues } from "./types" */

/** @type {WeakMap<Root, TickListState>} */
const lists = new WeakMap()

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} tag
 * @param {string} className
 * @param {string} text
 * @returns {HTMLElementTagNameMap[Name]}
 */
const make = (tag, className, text) => {
  const element = document.createElement(tag)
  element.className = className
  element.textContent = text
  return element
}

/**
 * @param {TickListData["items"][number]} item
 * @param {Coverage} [coverage]
 * @param {string} [nearest]
 */
const row = ([id, text], coverage, nearest) => {
  const label = make("label", "", "")
  const box = document.createElement("input")
  box.type = "checkbox"
  box.value = id
  const words = make("span", "", text)
  words.dir = "auto"
  if (coverage) {
    const line = make("span", `heard ${coverage.how}`, "")
    line.append(make("b", "", coverage.label))
    if (coverage.quote) line.append(make("q", "", coverage.quote))
    words.append(line)
  }
  label.append(box, words)
  marksPassage(label, nearest)
  return label
}

/** @param {Component<TickListData, TickListValues>} component */
export default function (component) {
  const { parentElement, data, setStateValue } = component
  const fields = parentElement.querySelector("fieldset")
  const live = lists.get(parentElement) ?? { sent: null }
  lists.set(parentElement, live)
  const boxes = () => [...fields.querySelectorAll("input")]
  const ticked = () =>
    boxes()
      .filter((box) => box.checked)
      .map((box) => box.value)

  const report = () => {
    drawTake()
    const ids = ticked()
    live.sent = ids.join(" ")
    setStateValue("ticks", { card: data.card, ids, at: Date.now() })
  }

  const legend = parentElement.querySelector("legend")
  legend.textContent = data.label
  const content = JSON.stringify([data.card, data.items, data.coverage, data.nearest])
  if (live.content !== content) {
    if (live.card !== data.card) live.sent = null
    live.card = data.card
    live.content = content
    const kept = live.sent?.split(" ") ?? []
    fields.replaceChildren(
      legend,
      ...data.items.map((item) => row(item, data.coverage[item[0]], data.nearest[item[0]])),
    )
    for (const box of boxes()) box.checked = kept.includes(box.value)
  }
  // Ignore the ticks that the server sends back for an earlier tick: they would undo a later one.
  if (live.sent === null || live.sent === data.ticked.join(" ")) {
    live.sent = null
    for (const box of boxes()) box.checked = data.ticked.includes(box.value)
  }
  const take = parentElement.querySelector(".take")
  const unticked = () => boxes().filter((box) => !box.checked && data.coverage[box.value]?.how === "covered")
  // The button counts what a tick would add.
  const drawTake = () => {
    const { length } = unticked()
    take.hidden = !length
    take.textContent = `Tick the ${length} read as covered`
  }
  drawTake()
  take.onclick = () => {
    for (const box of unticked()) box.checked = true
    report()
  }
  const probe = parentElement.querySelector(".probe")
  const followUp = parentElement.querySelector(".asked")
  if (live.probed !== data.card) followUp.textContent = ""
  probe.hidden = !data.probe || live.probed === data.card
  probe.onclick = () => {
    live.probed = data.card
    probe.hidden = true
    followUp.replaceChildren(make("b", "", data.probe), " Answer aloud, then rate both together.")
  }
  fields.onchange = report
  return () => lists.delete(parentElement)
}
