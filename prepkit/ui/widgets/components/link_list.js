import { linkRow, rowOf } from "./link_row.js"

/** @import { Component, LinkListData } from "./types" */

/** @param {Component<LinkListData, { open: string }>} component */
export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const list = parentElement.querySelector("ul")
  list.replaceChildren(...data.rows.map((row) => linkRow(row, data.to)))
  list.onclick = (event) => {
    const id = rowOf(event)
    if (id) setTriggerValue("open", id)
  }
}
