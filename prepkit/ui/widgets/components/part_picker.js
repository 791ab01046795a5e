const lists = new WeakMap()

const make = (tag, className, ...children) => {
  const element = document.createElement(tag)
  element.className = className
  element.append(...children)
  return element
}

const choice = (group, [part, name]) => {
  const input = make("input", "")
  input.type = "radio"
  input.name = group
  input.value = part
  return make("label", "", input, name)
}

const row = (sentence, at, names) => {
  const choices = make("div", "choices", ...names.map((name) => choice(`sentence-${at}`, name)))
  return make("li", "", make("fieldset", "", make("legend", "", sentence), choices))
}

export default function (component) {
  const { parentElement, data, setStateValue } = component
  const list = parentElement.querySelector("ol")
  const live = lists.get(parentElement) ?? {}
  lists.set(parentElement, live)
  const order = data.names.map(([part]) => part)
  const colour = (fieldset, part) => {
    fieldset.className = part ? `p${order.indexOf(part)}` : "left-out"
  }
  const chosen = () =>
    [...list.querySelectorAll("fieldset")].map((set) => set.querySelector("input:checked")?.value ?? "")

  if (live.document !== data.document) {
    live.document = data.document
    live.sent = null
    list.replaceChildren(...data.sentences.map((sentence, at) => row(sentence, at, data.names)))
  }
  // Ignore the parts that the server sends back for an earlier choice: they would undo a later one.
  if (!live.sent || live.sent === JSON.stringify(data.parts)) {
    live.sent = null
    list.querySelectorAll("fieldset").forEach((set, at) => {
      for (const input of set.querySelectorAll("input")) input.checked = input.value === data.parts[at]
      colour(set, data.parts[at])
    })
  }
  list.onchange = (event) => {
    colour(event.target.closest("fieldset"), event.target.value)
    const parts = chosen()
    live.sent = JSON.stringify(parts)
    setStateValue("parts", { document: data.document, parts, at: Date.now() })
  }
  return () => lists.delete(parentElement)
}
