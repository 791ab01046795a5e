const span = (text, className) => {
  const element = document.createElement("span")
  element.textContent = text
  element.className = className
  return element
}

const entry = (row, to) => {
  const link = document.createElement("a")
  link.href = to + encodeURIComponent(row.id)
  link.dataset.id = row.id
  const below = span("", "below")
  below.append(...row.tags.map(([text, colour]) => span(text, `tag ${colour}`)))
  if (row.note) below.append(span(row.note, "note"))
  const title = span(row.title, "title")
  title.dir = "auto"
  link.append(title, below)
  const item = document.createElement("li")
  item.append(link)
  return item
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const list = parentElement.querySelector("ul")
  list.replaceChildren(...data.rows.map((row) => entry(row, data.to)))
  list.onclick = (event) => {
    const link = event.target.closest("a")
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    setTriggerValue("open", link.dataset.id)
  }
}
