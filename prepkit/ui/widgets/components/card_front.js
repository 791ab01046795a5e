import { mount } from "./card.js"

export default (component) => mount("front", component)
