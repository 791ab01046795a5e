const watches = new WeakMap()

const clock = (ms) => {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}

export default function (component) {
  const { parentElement, data } = component
  const find = (name) => parentElement.querySelector(name)
  const watch = watches.get(parentElement) ?? {}
  watches.set(parentElement, watch)

  find(".title").textContent = data.title
  find(".left").textContent = data.left
  find(".track").setAttribute("aria-valuenow", Math.round(data.done * 100))
  find(".fill").style.width = `${data.done * 100}%`

  if (watch.card !== data.card || !data.running) {
    watch.card = data.card
    watch.start = performance.now() - data.elapsed
  }
  const show = () => { find(".watch").textContent = clock(performance.now() - watch.start) }
  clearInterval(watch.timer)
  show()
  if (data.running) watch.timer = setInterval(show, 250)
  return () => { clearInterval(watch.timer); watches.delete(parentElement) }
}
