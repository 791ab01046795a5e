import { mountBack } from "./card.js"

/** @import { CardValues, Component, BackData } from "./types" */

/** @param {Component<BackData, CardValues>} component */
export default (component) => mountBack(component)
