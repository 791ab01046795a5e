// The camera of a window: it is opened once, and stays open while the page goes from one step to the next.
/** @import { CameraPhase, CameraState } from "./types" */

const PATIENCE = 5000 // until a message says that the browser still waits for an answer about the camera
const PICTURE = { facingMode: "user", width: { ideal: 640 }, height: { ideal: 480 } }
const WITHOUT = "It works without a camera too: the questions count down and can be scored all the same."

/** @type {Partial<Record<string, string>>} */
const REFUSED = {
  NotAllowedError: `Camera and microphone were refused; allow them beside the address of this page to record. ${WITHOUT}`,
  NotFoundError: `No camera with a microphone was found. ${WITHOUT}`,
  NotReadableError: `The camera could not be opened: another program may be using it. ${WITHOUT}`,
}
const NONE_HERE = `Browsers give the camera only to pages opened over https or on this computer itself. ${WITHOUT}`
export const CANNOT_RECORD = `This browser cannot record. ${WITHOUT}`
const STILL_ASKING =
  "Your browser asks whether this page may use camera and microphone: answer it there, or go on without a recording."
const LOST = "The camera was switched off. What was recorded until then is kept."

window.prepkitCamera ??= { phase: "off", message: "", stream: null, attempt: 0, onChange: null }
/** @type {CameraState} */
export const camera = window.prepkitCamera

/**
 * @param {CameraPhase} phase
 * @param {string} message
 */
export const becomeCamera = (phase, message = "") => {
  camera.phase = phase
  camera.message = message
  camera.onChange?.()
}

/** @param {MediaStream | null} stream */
const stopTracks = (stream) => {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

export const openCamera = async () => {
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) {
    return becomeCamera("none", window.isSecureContext ? CANNOT_RECORD : NONE_HERE)
  }
  const attempt = ++camera.attempt
  becomeCamera("asking")
  camera.waiting = setTimeout(() => becomeCamera("asking", STILL_ASKING), PATIENCE)
  let stream
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: PICTURE })
  } catch (error) {
    if (attempt !== camera.attempt) return
    clearTimeout(camera.waiting)
    const name = error instanceof Error ? error.name : String(error)
    return becomeCamera("none", REFUSED[name] ?? `The camera could not be opened (${name}). ${WITHOUT}`)
  }
  if (attempt !== camera.attempt) return stopTracks(stream)
  clearTimeout(camera.waiting)
  camera.stream = stream
  for (const track of stream.getTracks()) {
    track.onended = () => {
      if (camera.stream !== stream) return
      closeCamera()
      becomeCamera("none", LOST)
    }
  }
  becomeCamera("on")
}

export const closeCamera = () => {
  camera.attempt += 1
  clearTimeout(camera.waiting)
  stopTracks(camera.stream)
  camera.stream = null
  // A camera that was refused or lost is opened again only when somebody asks for it.
  if (camera.phase !== "none") becomeCamera("off")
}
