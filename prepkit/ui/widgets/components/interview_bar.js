/** @import { Component, Found, InterviewBarData, InterviewBarState, InterviewBarValues, Root } from "./types" */

/** @type {WeakMap<Root, InterviewBarState>} */
const bars = new WeakMap()

/** @param {number} ms */
const clock = (ms) => {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}

const speech = window.speechSynthesis

// Only a voice of this computer: the others send what they speak to a server.
const localVoice = () => {
  const voices = (speech?.getVoices() ?? []).filter(
    (voice) => voice.localService && /^en\b/i.test(voice.lang.replace("_", "-")),
  )
  /** @param {SpeechSynthesisVoice} voice */
  const same = (voice) => voice.lang.replace("_", "-").toLowerCase() === navigator.language.toLowerCase()
  return voices.find(same) ?? voices.find((voice) => voice.default) ?? voices[0]
}

/**
 * @param {string} text
 * @param {SpeechSynthesisVoice} voice
 */
const speak = (text, voice) => {
  speech.cancel()
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.voice = voice
  utterance.lang = voice.lang
  speech.speak(utterance)
}

/**
 * Speaks each question once, where that is wanted and a local voice can; stops when the question has gone.
 *
 * @param {InterviewBarState} bar
 * @param {Root} root
 */
const readAloud = (bar, root) => {
  const { aloud, spoken, running } = bar.data
  const voice = localVoice()
  const box = root.querySelector(".aloud input")
  root.querySelector(".aloud").hidden = !voice
  box.checked = aloud
  box.onchange = () => {
    bar.data = { ...bar.data, aloud: box.checked }
    // At once: some browsers speak only within a click.
    readAloud(bar, root)
    bar.send("aloud", box.checked ? "on" : "off")
  }
  const wanted = voice && aloud && running ? spoken : ""
  if (wanted === bar.spoken) return
  bar.spoken = wanted
  if (voice && wanted) speak(wanted, voice)
  else speech?.cancel()
}

/** @param {Component<InterviewBarData, InterviewBarValues>} component */
export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  /**
   * @template {string} Selector
   * @param {Selector} selector
   * @returns {Found<Selector>}
   */
  const find = (selector) => parentElement.querySelector(selector)
  /** @type {InterviewBarState} */
  const bar = bars.get(parentElement) ?? { data, send: setTriggerValue, start: 0, up: false }
  bars.set(parentElement, bar)
  bar.data = data
  bar.send = setTriggerValue

  find(".title").textContent = data.title
  find(".left").textContent = data.left
  find(".phase").textContent = data.phase
  // Without a phase the clock is elsewhere on the page.
  find(".clock").hidden = !data.phase
  find(".track").hidden = !data.phase
  if (bar.turn !== data.turn || bar.running !== data.running) {
    bar.turn = data.turn
    bar.running = data.running
    bar.start = performance.now() - data.elapsed
    bar.up = false
    find(".said").textContent = ""
  }
  const show = () => {
    const spent = data.running ? performance.now() - bar.start : data.elapsed
    const left = data.limit - spent
    const over = data.limit > 0 && left <= 0
    find(".line").classList.toggle("over", over && !data.moves_on)
    find(".track").classList.toggle("over", over && !data.moves_on)
    find(".time").textContent = !data.limit ? clock(spent) : over ? `+${clock(-left)}` : clock(left + 999)
    find(".fill").style.width = `${data.limit ? Math.max(0, Math.min(100, (100 * left) / data.limit)) : 0}%`
    if (!over || bar.up || !data.running) return
    bar.up = true
    find(".said").textContent = data.time_up_text
    if (data.moves_on) setTriggerValue("up", data.turn)
  }
  readAloud(bar, parentElement)
  if (!bar.listening) {
    // Many browsers know their voices only a moment after the page.
    bar.listening = () => readAloud(bar, parentElement)
    speech?.addEventListener?.("voiceschanged", bar.listening)
  }
  const { listening } = bar
  clearInterval(bar.timer)
  show()
  if (data.running) bar.timer = setInterval(show, 200)
  return () => {
    clearInterval(bar.timer)
    speech?.removeEventListener?.("voiceschanged", listening)
    if (bar.spoken) speech.cancel()
    bars.delete(parentElement)
  }
}
