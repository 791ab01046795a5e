// What the stage needs of the window around it: its address, its size, the full screen.
/** @import { StageData } from "./types" */

const SMALLEST = 17

/**
 * The place that the address names. The server may have read an older address than the one in the window.
 *
 * @param {StageData} data
 */
export const placeOfAddress = ({ at, count }) => {
  const number = new URLSearchParams(location.search).get("at") ?? ""
  return /^\d{1,4}$/.test(number) ? Math.max(0, Math.min(Number(number), count) - 1) : at
}

/**
 * The address always says what is on screen, so that a refresh or another computer shows the same.
 *
 * @param {number} at
 * @param {number} frame
 * @param {StageData["address"]} more
 */
export const writeAddress = (at, frame, more) => {
  const query = new URLSearchParams(location.search)
  query.set("at", String(at + 1))
  if (frame) query.set("frame", String(frame))
  else query.delete("frame")
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  history.replaceState(history.state, "", `${location.pathname}?${query}`)
}

/**
 * Goes one step further back from an address that was never on screen: on the way to the stage, Streamlit
 * notes the stage's query under the page before it.
 *
 * @param {PopStateEvent} event
 * @param {string} path the stage's own
 */
export const passBetween = (event, path) => {
  if (location.pathname === path || !new URLSearchParams(location.search).has("from")) return
  event.stopImmediatePropagation()
  history.back()
}

/** @param {(text: string) => void} say */
export const fullScreen = (say) => {
  if (document.fullscreenElement) document.exitFullscreen()
  else
    document.documentElement
      .requestFullscreen?.()
      .catch(() => say("This browser does not allow full screen."))
}

/**
 * Shrinks the letters until the whole text fits: nobody scrolls a projector.
 *
 * @param {HTMLElement} main
 */
export const fitLetters = (main) => {
  const largest = Math.max(26, Math.min(innerWidth / 24, innerHeight / 15, 72))
  /**
   * @param {string} name
   * @param {number} size
   */
  const set = (name, size) => main.style.setProperty(name, `${size}px`)
  set("--largest", largest)
  set("--size", largest)
  for (let size = largest; size > SMALLEST && main.scrollHeight > main.clientHeight + 1; ) {
    size = Math.max(SMALLEST, size * 0.94)
    set("--size", size)
  }
  main.scrollTop = 0
  main.tabIndex = main.scrollHeight > main.clientHeight + 1 ? 0 : -1
}
