/** @import { BalanceMeterData, Component } from "./types" */

/**
 * @param {string} tag
 * @param {string} className
 */
const element = (tag, className, text = "") => {
  const node = document.createElement(tag)
  node.className = className
  node.textContent = text
  return node
}

/** @param {Component<BalanceMeterData>} component */
export default function (component) {
  const { parentElement, data } = component
  const total = data.words.reduce((sum, [, count]) => sum + count, 0)
  const bar = parentElement.querySelector(".bar")
  // Keep the elements from one run to the next, so that a part grows by a transition instead of jumping.
  if (bar.children.length !== data.words.length)
    bar.replaceChildren(...data.words.map((_, n) => element("div", `p${n}`)))
  for (const [n, part] of bar.querySelectorAll("div").entries()) {
    const [, count] = data.words[n]
    part.style.flexGrow = String(count)
    part.hidden = !count
  }
  parentElement.querySelector("ul").replaceChildren(
    ...data.words.map(([name, count], n) => {
      const share = total ? `${Math.round((100 * count) / total)}%` : "0%"
      return element(
        "li",
        count ? `p${n}` : `p${n} empty`,
        count ? `${name} ${share}` : `${name}: ${data.none}`,
      )
    }),
  )
}
