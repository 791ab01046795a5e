import { mountFront } from "./card.js"

/** @import { CardValues, Component, FrontData } from "./types" */

/** @param {Component<FrontData, CardValues>} component */
export default (component) => mountFront(component)
