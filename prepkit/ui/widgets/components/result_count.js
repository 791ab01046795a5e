const counts = new WeakMap()

const query = (search, name) => new URLSearchParams(search).get(name) ?? ""
const address = (search) => `${location.pathname}${search}`

// Streamlit writes each letter over the current entry of the history. Once a search is finished, this restores
// that entry and adds a new one for the search, so that Back leads to the search before it.
class SearchHistory {
  constructor(data) {
    this.data = data
    this.before = location.search
    this.onFocus = (event) => {
      if (this.isBox(event)) this.before = location.search
    }
    this.onLeave = (event) => {
      if (this.isBox(event)) this.settle()
    }
    this.onKey = (event) => {
      if (event.key === "Enter" && this.isBox(event)) this.settle()
    }
    this.onBack = () => {
      this.before = location.search
    }
    window.addEventListener("focusin", this.onFocus, true)
    window.addEventListener("focusout", this.onLeave, true)
    window.addEventListener("keydown", this.onKey, true)
    window.addEventListener("popstate", this.onBack)
  }

  isBox(event) {
    return event.target.closest?.(`.st-key-${this.data.search}`)
  }

  // Wait until Streamlit has handled the same event and written the last letters into the address.
  settle() {
    setTimeout(() => this.keep())
  }

  keep() {
    const now = location.search
    const { search } = this.data
    if (query(now, search) === query(this.before, search)) return
    history.replaceState(history.state, "", address(this.before))
    history.pushState(history.state, "", address(now))
    this.before = now
  }

  stop() {
    window.removeEventListener("focusin", this.onFocus, true)
    window.removeEventListener("focusout", this.onLeave, true)
    window.removeEventListener("keydown", this.onKey, true)
    window.removeEventListener("popstate", this.onBack)
  }
}

export default function (component) {
  const { parentElement, data } = component
  parentElement.querySelector("p").textContent = data.text
  const searches = counts.get(parentElement) ?? new SearchHistory(data)
  searches.data = data
  counts.set(parentElement, searches)
  return () => {
    searches.stop()
    counts.delete(parentElement)
  }
}
