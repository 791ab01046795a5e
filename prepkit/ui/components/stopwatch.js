const watches = new WeakMap()

const clock = (ms) => {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}

export default function (component) {
  const { parentElement, data } = component
  const face = parentElement.querySelector(".watch")
  const watch = watches.get(parentElement) ?? {}
  watches.set(parentElement, watch)

  if (watch.card !== data.card || !data.running) {
    watch.card = data.card
    watch.start = performance.now() - data.elapsed
  }
  const show = () => { face.textContent = clock(performance.now() - watch.start) }
  clearInterval(watch.timer)
  show()
  if (data.running) watch.timer = setInterval(show, 250)
  return () => { clearInterval(watch.timer); watches.delete(parentElement) }
}
