/** @import { Component, FilmedAnswer, FilmingState, VideoAnswerData, VideoAnswerValues } from "./types" */

import { becomeCamera, CANNOT_RECORD, camera, closeCamera, openCamera } from "./video_camera.js"
import { deleteVideos, minutesAndSeconds, saveVideo } from "./video_store.js"

const ABSENCE = 1500 // within this time a page that is drawn anew mounts the camera again
const LAST_SECONDS = 10
const FORMATS = ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"]
const QUALITY = { videoBitsPerSecond: 800_000, audioBitsPerSecond: 64_000 } // about 6 MB a minute
const NO_ROOM =
  "This browser has no room left for the recording. You can watch it until you leave this page; " +
  "delete older ones in Settings to make room."
const UNRECORDED = "Answer aloud: the clock runs, and nothing is recorded."

// Keep one state for the window, not one for each mount: drawing the page anew must not end a recording.
window.prepkitFilming ??= { view: null, answer: null }
/** @type {FilmingState} */
const filming = window.prepkitFilming

/** @param {FilmedAnswer} answer */
const isRecording = (answer) => answer.recorder?.state === "recording"

/** @param {FilmedAnswer} answer */
const leftMs = (answer) => Math.max(0, answer.limit - (performance.now() - answer.began))

const statusText = () => {
  const { answer, view } = filming
  if (answer?.phase === "keeping") return "Keeping the recording…"
  if (answer?.phase === "done") return answer.message
  if (view?.data.use !== "answer" || answer?.phase !== "running") return camera.message
  const ending = leftMs(answer) <= LAST_SECONDS * 1000 ? ` ${LAST_SECONDS} seconds left.` : ""
  if (isRecording(answer)) return `Recording.${ending}`
  return `${camera.message || (camera.phase === "asking" ? "" : UNRECORDED)}${ending}`.trim()
}

const draw = () => {
  const { view, answer } = filming
  if (!view) return
  const { root, data } = view
  const picture = root.querySelector("video")
  if (picture.srcObject !== camera.stream) picture.srcObject = camera.stream
  picture.hidden = !camera.stream
  root.querySelector(".picture").classList.toggle("empty", camera.phase === "none")
  root.querySelector(".none").hidden = Boolean(camera.stream)
  root.querySelector(".none").textContent =
    camera.phase === "asking" ? "Waiting for the camera…" : "No camera"
  const isAnswer = data.use === "answer" && answer !== null
  const state = root.querySelector(".state")
  state.hidden = !isAnswer || answer.phase !== "running"
  if (isAnswer) {
    state.classList.toggle("recording", isRecording(answer))
    root.querySelector(".word").textContent = isRecording(answer) ? "Recording" : "Not recorded"
    root.querySelector(".time").textContent = minutesAndSeconds(leftMs(answer) + 999)
  }
  const done = root.querySelector("button.done")
  done.hidden = !isAnswer
  done.disabled = answer?.phase === "keeping"
  done.textContent =
    answer?.phase === "done" ? "Go on" : isAnswer && isRecording(answer) ? "Stop and watch it" : "Done"
  root.querySelector("button.again").hidden = camera.phase !== "none" || data.use === "answer"
  const status = root.querySelector(".message")
  const text = statusText()
  if (status.textContent !== text) status.textContent = text
  // While it records the picture says so to the eye; the line says it to a screen reader.
  status.classList.toggle("unseen", answer !== null && answer.phase === "running" && isRecording(answer))
}

/**
 * Make the browser ask before the window is left, which would lose the recording.
 *
 * @param {BeforeUnloadEvent} event
 */
const askBeforeLeaving = (event) => event.preventDefault()

/** @param {FilmedAnswer} answer */
const record = (answer) => {
  if (!camera.stream || answer.recorder || answer.phase !== "running") return
  /** @type {MediaRecorder} */
  let recorder
  try {
    const mimeType = FORMATS.find((format) => MediaRecorder.isTypeSupported(format))
    recorder = new MediaRecorder(camera.stream, { ...QUALITY, ...(mimeType ? { mimeType } : {}) })
    recorder.start(1000)
  } catch {
    return becomeCamera("none", CANNOT_RECORD)
  }
  recorder.ondataavailable = ({ data }) => {
    if (data.size) answer.parts.push(data)
  }
  // It stops by itself when the camera is pulled out: the answer goes on, and what there is is kept at its end.
  recorder.onstop = () => {
    if (answer.phase === "keeping") keep(answer)
  }
  answer.recorder = recorder
  window.addEventListener("beforeunload", askBeforeLeaving)
}

/** @param {FilmedAnswer} answer */
const finish = (answer) => {
  if (answer.phase !== "running") return
  clearInterval(answer.ticking)
  answer.ms = Math.round(Math.min(answer.limit, performance.now() - answer.began))
  answer.phase = "keeping"
  if (answer.recorder && isRecording(answer)) answer.recorder.stop()
  else keep(answer)
  draw()
}

/** @param {FilmedAnswer} answer */
const keep = async (answer) => {
  const { id, mock, question, ms } = answer
  const content = new Blob(answer.parts, { type: answer.recorder?.mimeType ?? "" })
  if (!content.size) await deleteVideos([id])
  else if (!(await saveVideo({ id, mock, question, ms, at: Date.now(), content }))) answer.message = NO_ROOM
  answer.phase = "done"
  answer.parts = []
  window.removeEventListener("beforeunload", askBeforeLeaving)
  draw()
  // Who could not keep the recording reads why before going on.
  if (!answer.message) report()
}

const report = () => {
  const { view, answer } = filming
  if (answer?.phase === "done" && view?.data.run === answer.run) {
    view.report("answered", { run: answer.run, ms: answer.ms })
  }
}

/** @param {VideoAnswerData} data */
const begin = ({ run, id, mock, question, limit }) => {
  /** @type {FilmedAnswer} */
  const answer = {
    ...{ run, id, mock, question, limit },
    phase: "running",
    began: performance.now(),
    ms: 0,
    recorder: null,
    parts: [],
    message: "",
  }
  filming.answer = answer
  answer.ticking = setInterval(() => (leftMs(answer) ? draw() : finish(answer)), 200)
  record(answer)
}

const cameraChanged = () => {
  if (filming.answer) record(filming.answer)
  draw()
}

/** @param {Component<VideoAnswerData, VideoAnswerValues>} component */
export default function (component) {
  const { parentElement: root, data, setTriggerValue } = component
  clearTimeout(filming.absent)
  const view = { root, data, report: setTriggerValue }
  filming.view = view
  camera.onChange = cameraChanged
  const isSameRun = filming.answer?.run === data.run
  if (filming.answer && (!isSameRun || data.use !== "answer")) finish(filming.answer)
  if (data.use === "answer" && !isSameRun) begin(data)
  else if (isSameRun && !filming.answer?.message) report()
  root.querySelector("button.done").onclick = () => {
    if (filming.answer?.phase === "running") finish(filming.answer)
    else report()
  }
  root.querySelector("button.again").onclick = openCamera
  if (camera.phase === "off") openCamera()
  draw()
  return () => {
    if (filming.view !== view) return
    filming.absent = setTimeout(() => {
      if (filming.view !== view) return
      filming.view = null
      if (filming.answer) finish(filming.answer)
      closeCamera()
    }, ABSENCE)
  }
}
