// Keys of a whole page: the stage, the presenter's view and the scores of a round listen to them alike.

/** @param {Element} target */
export const isTyping = (target) =>
  (target instanceof HTMLElement && target.isContentEditable) ||
  ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)

/**
 * The key that was pressed and where; null while somebody types, a dialog is open, or with Ctrl and the like.
 *
 * @param {KeyboardEvent} event
 */
export const pressedKey = (event) => {
  const target = event.composedPath()[0] ?? event.target
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element) || isTyping(target))
    return null
  if (document.querySelector('[role="dialog"]')) return null
  return { key: event.key.length === 1 ? event.key.toLowerCase() : event.key, on: target.tagName }
}

/**
 * Do what a key stands for, once however long it is held, and let nothing else hear it.
 *
 * @param {KeyboardEvent} event
 * @param {(() => void) | undefined} act
 */
export const answerKey = (event, act) => {
  if (!act) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (!event.repeat) act()
}
