/** @import { Component, QrCodeData } from "./types" */

/** @param {Component<QrCodeData>} component */
export default function ({ parentElement, data }) {
  const svg = parentElement.querySelector("svg")
  svg.setAttribute("viewBox", `0 0 ${data.size} ${data.size}`)
  svg.setAttribute("aria-label", data.label)
  parentElement.querySelector("path").setAttribute("d", data.path)
}
