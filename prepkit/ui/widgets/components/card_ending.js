/** @import { Component, Ending } from "./types" */

/**
 * The end of a notice that takes the server longer to work out than the card itself.
 *
 * @param {Component<Ending>} component
 */
export default ({ data }) => {
  if (!window.prepkitCard) return
  window.prepkitCard.ending = data
  window.dispatchEvent(new CustomEvent("prepkit-written"))
}
