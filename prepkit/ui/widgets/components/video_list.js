/** @import { Component, Root, VideoListData, VideoListState, VideoRecording } from "./types" */
import { deleteVideos, listVideos, minutesAndSeconds, onVideosChange } from "./video_store.js"

const EVERY = "every" // the answer to "Delete all" that is waited for; an id has a space in it
/** @type {WeakMap<Root, VideoListState>} */
const lists = new WeakMap()

/** @param {number} bytes */
const size = (bytes) =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`

/**
 * @param {string} text
 * @param {string} label
 * @param {() => void} act
 */
const button = (text, label, act) => {
  const made = document.createElement("button")
  made.type = "button"
  made.textContent = text
  if (label) made.ariaLabel = label
  made.onclick = act
  return made
}

/**
 * Play a recording. Browsers write no length into what they record: going to its end once makes it known.
 *
 * @param {VideoListState} list
 * @param {VideoRecording} recording
 */
const player = (list, recording) => {
  const video = document.createElement("video")
  const address = URL.createObjectURL(recording.content)
  list.addresses.push(address)
  video.controls = true
  video.playsInline = true
  video.ariaLabel = `Your answer to: ${recording.question}`
  video.onloadedmetadata = () => {
    if (video.duration !== Number.POSITIVE_INFINITY) return
    video.ontimeupdate = () => {
      video.ontimeupdate = null
      video.currentTime = 0
    }
    video.currentTime = Number.MAX_SAFE_INTEGER
  }
  video.src = address
  return video
}

/**
 * A button that asks once before it deletes.
 *
 * @param {Root} root
 * @param {VideoListState} list
 * @param {string} name
 * @param {[text: string, label: string]} words
 * @param {string[]} ids
 */
const deletion = (root, list, name, [text, label], ids) => {
  /** @param {string} asking */
  const ask = (asking) => {
    list.asking = asking
    list.focus = asking || name
    drawList(root, list)
  }
  if (list.asking !== name) {
    const first = button(text, label, () => ask(name))
    first.dataset.name = name
    return [first]
  }
  const yes = button("Delete for good", label && `${label}, for good`, async () => {
    list.asking = ""
    await deleteVideos(ids)
  })
  yes.className = "sure"
  yes.dataset.name = name
  return [yes, button("Keep", "", () => ask(""))]
}

/**
 * @param {Root} root
 * @param {VideoListState} list
 */
const drawList = (root, list) => {
  const { data, recordings, asking } = list
  const drawn = JSON.stringify([
    data.id,
    data.mock,
    asking,
    [...list.playing],
    recordings.map(({ id, at }) => [id, at]),
  ])
  // A player goes on while the page around it is drawn anew.
  if (drawn === list.drawn) return
  list.drawn = drawn
  for (const address of list.addresses.splice(0)) URL.revokeObjectURL(address)
  const bytes = recordings.reduce((sum, { content }) => sum + content.size, 0)
  const count = recordings.length === 1 ? "1 recording" : `${recordings.length} recordings`
  const summary = data.id ? "" : `${count} in this browser, ${size(bytes)}.`
  root.querySelector(".summary").textContent = recordings.length ? summary : data.none
  root.querySelector("ul").replaceChildren(...recordings.map((recording) => row(root, list, recording)))
  const ids = recordings.map(({ id }) => id)
  root
    .querySelector(".all")
    .replaceChildren(...(ids.length > 1 ? deletion(root, list, EVERY, ["Delete all", ""], ids) : []))
  const wanted =
    list.focus && [...root.querySelectorAll("button")].find((one) => one.dataset.name === list.focus)
  if (wanted) wanted.focus()
  list.focus = ""
}

/**
 * @param {Root} root
 * @param {VideoListState} list
 * @param {VideoRecording} recording
 */
const row = (root, list, recording) => {
  const { id, question, ms, content } = recording
  const item = document.createElement("li")
  const isAlone = Boolean(list.data.id)
  if (!isAlone) {
    const title = document.createElement("p")
    title.className = "title"
    title.textContent = question
    item.append(title)
  }
  if (isAlone || list.playing.has(id)) item.append(player(list, recording))
  const line = document.createElement("div")
  line.className = "line"
  const facts = document.createElement("span")
  facts.textContent = `${minutesAndSeconds(ms)}, ${size(content.size)}`
  line.append(facts)
  if (!isAlone && !list.playing.has(id)) {
    line.append(
      button("Play", `Play: ${question}`, () => {
        list.playing.add(id)
        list.focus = id
        drawList(root, list)
      }),
    )
  }
  const words = isAlone ? "Delete the recording" : `Delete: ${question}`
  line.append(...deletion(root, list, id, [isAlone ? words : "Delete", isAlone ? "" : words], [id]))
  item.append(line)
  return item
}

/**
 * @param {Root} root
 * @param {VideoListState} list
 */
const refresh = async (root, list) => {
  const { id, mock, remove } = list.data
  const all = await listVideos().catch(() => null)
  if (!all) {
    root.querySelector(".summary").textContent = "This browser does not let PrepKit look at its recordings."
    return
  }
  const wanted = all.filter((recording) => (id ? recording.id === id : !mock || recording.mock === mock))
  if (remove) return deleteVideos(wanted.map((recording) => recording.id))
  list.recordings = wanted
  drawList(root, list)
}

/** @param {Component<VideoListData>} component */
export default function (component) {
  const { parentElement: root, data } = component
  const list = lists.get(root) ?? {
    ...{ data, recordings: [], playing: new Set(), asking: "", focus: "", drawn: "", addresses: [] },
  }
  list.data = data
  lists.set(root, list)
  root.querySelector(".videos").hidden = data.remove
  list.stopListening ??= onVideosChange(() => refresh(root, list))
  refresh(root, list)
  return () => {
    list.stopListening?.()
    for (const address of list.addresses) URL.revokeObjectURL(address)
    lists.delete(root)
  }
}
