const bars = new WeakMap()

const clock = (ms) => {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const find = (name) => parentElement.querySelector(name)
  const bar = bars.get(parentElement) ?? {}
  bars.set(parentElement, bar)

  find(".title").textContent = data.title
  find(".left").textContent = data.left
  find(".phase").textContent = data.phase
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
    find(".said").textContent = data.said
    if (data.moves_on) setTriggerValue("up", data.turn)
  }
  clearInterval(bar.timer)
  show()
  if (data.running) bar.timer = setInterval(show, 200)
  return () => { clearInterval(bar.timer); bars.delete(parentElement) }
}
