/** @import { Component, RecorderPhase, RecorderState, VoiceRecorderData, VoiceRecorderValues } from "./types" */

const RATE = 16000
const HEADER = 44
const PATIENCE = 5000 // until a message says that the browser still waits for an answer about the microphone
const RESEND = 30000
const ABSENCE = 1500 // within this time a page that is drawn anew mounts the recorder again
const SLICE = 0x8000

// Keep one state for the window, not one for each mount: drawing a card anew must not end a recording.
window.prepkitRecorder ??= {
  phase: "idle",
  message: "",
  held: null,
  view: null,
  attempt: 0,
  began: 0,
  ended: "",
}
/** @type {RecorderState} */
const shared = window.prepkitRecorder

/** @type {Partial<Record<string, string>>} */
const REFUSED = {
  NotAllowedError:
    "The microphone was refused. Allow it beside the address of this page, then press Record again. " +
    "The card works without it.",
  NotFoundError: "No microphone was found. Plug one in and press Record again. The card works without it.",
  NotReadableError: "The microphone could not be opened: another program may be using it.",
}
const NONE_HERE =
  "Browsers give the microphone only to pages opened over https or on this computer itself. The card works without it."
const NONE_AT_ALL = "This browser cannot record. The card works without it."
const STILL_ASKING =
  "Your browser asks whether this page may use the microphone: answer it there, or press the button to continue without."
const ODD = "The recording could not be read. The one before, if there is one, is still there."
const EMPTY = "Nothing was recorded. The one before, if there is one, is still there."

/** @param {number} seconds */
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`

const draw = () => {
  const { view, phase } = shared
  if (!view) return
  const { root, data } = view
  const recorder = root.querySelector(".recorder")
  recorder.classList.toggle("running", phase === "running")
  recorder.dataset.phase = phase
  const word = phase === "running" ? "Stop" : phase === "asking" ? "Continue without" : "Record"
  root.querySelector(".word").textContent = word
  const isUnused = phase === "idle" && !data.time && !shared.message && !data.error
  root.host.toggleAttribute("data-unused", isUnused)
  root.querySelector("button").disabled = phase === "keeping"
  const limit = `of at most ${clock(data.limit)}`
  const now = phase === "running" ? `${clock((performance.now() - shared.began) / 1000)} ${limit}` : data.time
  root.querySelector(".time").textContent = now
  root.querySelector(".level").hidden = phase !== "running"
  root.querySelector(".level i").style.width = `${100 * (shared.meter?.level() ?? 0)}%`
  const state = phase === "keeping" ? "Keeping the recording…" : phase === "running" ? data.privacy : ""
  const message = shared.message || state || data.error
  const line = root.querySelector(".message")
  if (line.textContent !== message) line.textContent = message
}

/**
 * @param {RecorderPhase} phase
 * @param {string} message
 */
const become = (phase, message = "") => {
  shared.phase = phase
  shared.message = message
  draw()
}

/** @param {MediaStream | null} [stream] */
const stopTracks = (stream) => {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/**
 * Show how loud it is, so that somebody sees at once whether they are heard.
 *
 * @param {MediaStream} stream
 */
const measure = (stream) => {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 512
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  shared.meter = {
    stop: () => context.close(),
    level: () => {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      // From -50 dB, a quiet room, to -10 dB, a loud voice.
      return Math.min(1, Math.max(0, (10 * Math.log10(power || 1e-9) + 50) / 40))
    },
  }
}

const release = () => {
  shared.meter?.stop()
  shared.meter = null
  clearInterval(shared.ticking)
  clearTimeout(shared.waiting)
  stopTracks(shared.stream)
  shared.stream = null
  window.removeEventListener("beforeunload", ask)
}

/**
 * Make the browser ask before the window is left, which would end the recording.
 *
 * @param {BeforeUnloadEvent} event
 */
const ask = (event) => event.preventDefault()

/** @param {string} take */
const start = async (take) => {
  if (!navigator.mediaDevices?.getUserMedia) {
    return become("idle", window.isSecureContext ? NONE_AT_ALL : NONE_HERE)
  }
  if (!window.MediaRecorder) return become("idle", NONE_AT_ALL)
  const attempt = ++shared.attempt
  shared.take = take
  become("asking")
  shared.waiting = setTimeout(() => become("asking", STILL_ASKING), PATIENCE)
  let stream
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  } catch (error) {
    if (attempt !== shared.attempt) return
    release()
    const name = error instanceof Error ? error.name : String(error)
    return become(
      "idle",
      REFUSED[name] ?? `The microphone could not be opened (${name}). The card works without it.`,
    )
  }
  if (attempt !== shared.attempt) return stopTracks(stream)
  clearTimeout(shared.waiting)
  listen(stream, take)
}

/**
 * @param {MediaStream} stream
 * @param {string} take
 */
const listen = (stream, take) => {
  /** @type {Blob[]} */
  const parts = []
  /** @type {MediaRecorder} */
  let recorder
  shared.stream = stream
  try {
    recorder = new MediaRecorder(stream)
  } catch {
    release()
    return become("idle", NONE_AT_ALL)
  }
  shared.recorder = recorder
  const limit = shared.view?.data.limit ?? 0
  recorder.ondataavailable = ({ data }) => {
    if (data.size) parts.push(data)
  }
  recorder.onstop = () => keep(take, new Blob(parts, { type: recorder.mimeType }), limit)
  recorder.onerror = stop
  // Stop when the microphone is pulled out, and keep what was recorded until then.
  stream.getAudioTracks().forEach((track) => {
    track.onended = stop
  })
  measure(stream)
  recorder.start(1000)
  shared.began = performance.now()
  shared.ended = ""
  window.addEventListener("beforeunload", ask)
  become("running")
  shared.ticking = setInterval(() => {
    if (performance.now() - shared.began < limit * 1000) return draw()
    shared.ended = `Stopped at ${clock(limit)}, the longest a recording can be. It is kept.`
    stop()
  }, 100)
}

const stop = () => {
  if (shared.phase === "asking") {
    shared.attempt += 1
    release()
    return become("idle")
  }
  if (shared.phase !== "running") return
  become("keeping", shared.ended)
  if (shared.recorder && shared.recorder.state !== "inactive") shared.recorder.stop()
  release()
}

/**
 * @param {string} take
 * @param {Blob} blob
 * @param {number} limit
 */
const keep = async (take, blob, limit) => {
  if (!blob.size) return become("idle", EMPTY)
  try {
    // Decode with an offline context, which resamples to the rate that is sent.
    const sound = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await blob.arrayBuffer())
    shared.held = {
      take,
      id: crypto.randomUUID?.() ?? String(Math.random()),
      sound: encoded(sound, limit),
      sent: 0,
    }
  } catch {
    return become("idle", ODD)
  }
  send()
}

/**
 * @param {AudioBuffer} sound
 * @param {number} limit
 */
const encoded = (sound, limit) => {
  const count = Math.min(sound.length, limit * RATE)
  const bytes = new DataView(new ArrayBuffer(HEADER + count * 2))
  /**
   * @param {number} at
   * @param {string} letters
   */
  const text = (at, letters) => {
    for (const [i, letter] of [...letters].entries()) bytes.setUint8(at + i, letter.charCodeAt(0))
  }
  text(0, "RIFF")
  bytes.setUint32(4, HEADER - 8 + count * 2, true)
  text(8, "WAVEfmt ")
  bytes.setUint32(16, 16, true)
  bytes.setUint16(20, 1, true)
  bytes.setUint16(22, 1, true)
  bytes.setUint32(24, RATE, true)
  bytes.setUint32(28, RATE * 2, true)
  bytes.setUint16(32, 2, true)
  bytes.setUint16(34, 16, true)
  text(36, "data")
  bytes.setUint32(40, count * 2, true)
  const channels = Array.from({ length: sound.numberOfChannels }, (_, at) => sound.getChannelData(at))
  for (let i = 0; i < count; i += 1) {
    const level = channels.reduce((sum, channel) => sum + channel[i], 0) / channels.length
    bytes.setInt16(HEADER + i * 2, Math.max(-1, Math.min(1, level)) * 32767, true)
  }
  return base64(new Uint8Array(bytes.buffer))
}

/** @param {Uint8Array} bytes */
const base64 = (bytes) => {
  const parts = []
  for (let at = 0; at < bytes.length; at += SLICE) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + SLICE)))
  }
  return btoa(parts.join(""))
}

// Hold the sound until the server confirms it, so that a server that was away gets it when it is back.
const send = () => {
  const { held, view } = shared
  if (!held || !view || shared.phase === "running" || shared.phase === "asking") return
  if (view.data.received === held.id || (held.take !== view.data.take && held.sent)) {
    if (shared.phase === "keeping") become("idle", shared.ended)
    return
  }
  if (Date.now() - held.sent < RESEND) return
  held.sent = Date.now()
  clearTimeout(shared.resending)
  shared.resending = setTimeout(send, RESEND + 1000)
  view.report("sound", { take: held.take, id: held.id, sound: held.sound })
}

/** @param {Component<VoiceRecorderData, VoiceRecorderValues>} component */
export default function (component) {
  const { parentElement: root, data, setTriggerValue } = component
  clearTimeout(shared.absent)
  const moved = shared.view && shared.view.data.take !== data.take
  if (moved) shared.message = shared.ended = ""
  const view = { root, data, report: setTriggerValue }
  shared.view = view
  // Stop and keep the recording when the card changes.
  if (shared.take !== undefined && shared.take !== data.take) stop()
  root.querySelector("button").onclick = () => {
    if (shared.phase === "running" || shared.phase === "asking") stop()
    else if (shared.phase === "idle") start(data.take)
  }
  draw()
  send()
  return () => {
    if (shared.view !== view) return
    shared.absent = setTimeout(() => {
      if (shared.view !== view) return
      stop()
      shared.view = null
    }, ABSENCE)
  }
}
