// The videos of answers, in this browser's own database. Nothing here sends anything anywhere.
/** @import { VideoRecording } from "./types" */

const VIDEOS = "prepkit-videos"
const TABLE = "recordings"

// Recordings that the database had no room for; they can be played until the page is left.
window.prepkitUnstoredVideos ??= new Map()
const unstored = window.prepkitUnstoredVideos

/** @param {number} ms */
export const minutesAndSeconds = (ms) => {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}

/** @returns {Promise<IDBDatabase>} */
const openVideos = () =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open(VIDEOS, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE, { keyPath: "id" })
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })

/**
 * Do one thing in a transaction of its own, on a connection that is closed at once: an open one would keep
 * another window from deleting the database.
 *
 * @template Result
 * @param {IDBTransactionMode} mode
 * @param {(table: IDBObjectStore) => IDBRequest<Result>} act
 * @returns {Promise<Result>}
 */
const withVideos = async (mode, act) => {
  const database = await openVideos()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(TABLE, mode)
      const request = act(transaction.objectStore(TABLE))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error ?? request.error)
    })
  } finally {
    database.close()
  }
}

const tellOthers = () => {
  const channel = new BroadcastChannel(VIDEOS)
  channel.postMessage("changed")
  channel.close()
}

/**
 * Call back whenever a recording was stored or deleted, in this window or another; returns how to end that.
 *
 * @param {() => void} act
 */
export const onVideosChange = (act) => {
  const channel = new BroadcastChannel(VIDEOS)
  channel.onmessage = act
  return () => channel.close()
}

/**
 * Store a recording in place of the earlier one of the same answer; false if there is no room for it.
 *
 * @param {VideoRecording} recording
 */
export const saveVideo = async (recording) => {
  unstored.delete(recording.id)
  try {
    await withVideos("readwrite", (table) => table.put(recording))
  } catch {
    unstored.set(recording.id, recording)
    tellOthers()
    return false
  }
  // Ask the browser not to clear it away when the disk runs low; it may say no.
  navigator.storage?.persist?.().catch(() => false)
  tellOthers()
  return true
}

/** @returns {Promise<VideoRecording[]>} every recording, the latest first */
export const listVideos = async () => {
  /** @type {VideoRecording[]} */
  let stored = []
  try {
    stored = await withVideos("readonly", (table) => table.getAll())
  } catch {
    // A browser that keeps nothing for websites has nothing stored.
  }
  const kept = stored.filter((recording) => !unstored.has(recording.id))
  return [...kept, ...unstored.values()].sort((one, other) => other.at - one.at)
}

/** @param {string[]} ids */
export const deleteVideos = async (ids) => {
  for (const id of ids) {
    unstored.delete(id)
    await withVideos("readwrite", (table) => table.delete(id)).catch(() => null)
  }
  if (ids.length) tellOthers()
}
