/** @import { Component, ResultCountData, Root } from "./types" */

/** @type {WeakMap<Root, SearchHistory>} */
const counts = new WeakMap()

/**
 * @param {string} search
 * @param {string} name
 */
const query = (search, name) => new URLSearchParams(search).get(name) ?? ""
/** @param {string} search */
const address = (search) => `${location.pathname}${search}`

// Streamlit writes each letter over the current entry of the history. Once a search is finished, this restores
// that entry and adds a new one for the search, so that Back leads to the search before it.
class SearchHistory {
  /** @param {ResultCountData} data */
  constructor(data) {
    this.data = data
    this.before = location.search
    /** @param {FocusEvent} event */
    this.onFocus = (event) => {
      if (this.isBox(event)) this.before = location.search
    }
    /** @param {FocusEvent} event */
    this.onLeave = (event) => {
      if (this.isBox(event)) this.settle()
    }
    /** @param {KeyboardEvent} event */
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

  /** @param {Event} event */
  isBox({ target }) {
    return target instanceof Element && target.closest(`.st-key-${this.data.search}`)
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

/** @param {Component<ResultCountData>} component */
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
