// Marks a passage of the answer while a pointer or the focus is on what it belongs to.

const MARK = "prepkit-passage"
const ANSWER = "[class*='st-key-answer_text'] [data-testid=stMarkdownContainer]"
if (!window.prepkitPassage && window.CSS?.highlights) {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`::highlight(${MARK}) { background-color: rgb(250 204 21 / 0.35) }`)
  document.adoptedStyleSheets.push(sheet)
  window.prepkitPassage = true
}

/** @param {string} passage */
const inWords = (passage) =>
  new RegExp(
    passage
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("\\s+"),
  )

/**
 * The part of the page's answer that holds the passage, null where none is drawn.
 *
 * @param {string} passage
 */
const rangeOf = (passage) => {
  for (const drawn of document.querySelectorAll(ANSWER)) {
    const walker = document.createTreeWalker(drawn, NodeFilter.SHOW_TEXT)
    /** @type {[node: Node, start: number][]} */
    const nodes = []
    let text = ""
    while (walker.nextNode()) {
      nodes.push([walker.currentNode, text.length])
      text += walker.currentNode.nodeValue
    }
    const match = inWords(passage).exec(text)
    if (!match) continue
    const range = new Range()
    const last = match.index + match[0].length
    for (const [node, start] of nodes) {
      if (start <= match.index) range.setStart(node, match.index - start)
      if (start < last) range.setEnd(node, Math.min(last - start, node.nodeValue?.length ?? 0))
    }
    return range
  }
  return null
}

/** @param {string} passage */
const markPassage = (passage) => {
  // The answer box marks its own text.
  window.dispatchEvent(new CustomEvent(MARK, { detail: passage }))
  const range = passage ? rangeOf(passage) : null
  if (range) CSS.highlights?.set(MARK, new Highlight(range))
  else CSS.highlights?.delete(MARK)
}

/**
 * Mark the passage while the row is pointed at, or has the focus.
 *
 * @param {HTMLElement} row
 * @param {string | undefined} passage
 */
export const marksPassage = (row, passage) => {
  if (!passage) return
  for (const event of ["pointerenter", "focusin"]) row.addEventListener(event, () => markPassage(passage))
  for (const event of ["pointerleave", "focusout"]) row.addEventListener(event, () => markPassage(""))
}
