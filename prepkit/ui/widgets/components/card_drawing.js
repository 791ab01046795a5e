// Draws the front and the back of a card from the state that card.js keeps.
import {
  act,
  button,
  card,
  drawn,
  find,
  flag,
  front,
  host,
  isWritten,
  keys,
  LETTERS,
  leave,
  make,
  rate,
  reveal,
  setText,
  tick,
  wait,
} from "./card.js"

import { marksPassage } from "./passage.js"

/** @import { BackData, Block, Tab } from "./types" */

export const drawFront = () => {
  const { shown } = card
  const prompt = front()
  if (!card.front || !shown || !prompt) return
  const { data } = card.front
  setText(find("front", ".title"), data.title)
  setText(find("front", ".left"), data.left)
  find("front", ".track").setAttribute("aria-valuenow", String(Math.round(data.done * 100)))
  find("front", ".fill").style.width = `${data.done * 100}%`
  setText(find("front", "h1"), prompt.prompt)
  host("front").dataset.attempt = shown.attempt
  host("front").toggleAttribute("data-revealed", Boolean(shown.revealed && drawn(card.back)))
  host("front").dataset.keys = Object.keys(keys()).join(" ")
  if (card.front.drawnFor === prompt) return drawFlag()
  card.front.drawnFor = prompt
  find("front", ".wanted").replaceChildren(...prompt.wanted.map(block))
  find("front", ".tags").replaceChildren(
    ...prompt.tags.flatMap(([text, colour]) => [make("span", `tag ${colour}`, text), " "]),
    make("span", "tag violet flagged", "Flagged"),
  )
  const menu = find("front", "details.menu")
  menu.open = false
  find("front", ".actions").replaceChildren(
    ...data.menu.map(([label, does]) =>
      button(label, `quiet ${does}`, () => {
        menu.open = false
        if (does === "flag" || does === "unflag") flag()
        else if (does === "end") wait(does)
        else leave(does)
      }),
    ),
  )
  drawFlag()
}

export const drawFlag = () => {
  const flagged = Boolean(card.shown?.flagged)
  find("front", ".flagged").hidden = !flagged
  find("front", "button.flag").hidden = flagged
  find("front", "button.unflag").hidden = !flagged
}

export const drawNotice = () => {
  const { shown } = card
  if (!card.front || !shown) return
  const { data } = card.front
  const busy = card.pending.some((done) => ["rate", "suspend", "bury"].includes(done.do))
  const opening = card.pending.some((done) => done.do === "reveal")
  const guidance = data.guidance[shown.revealed ? 1 : 0]
  const notice =
    opening || !data.notice ? "" : data.notice + (card.ending?.run === data.run ? card.ending.text : "")
  const text = card.late
    ? "No answer from the server yet. What you did is kept here and sent again."
    : busy || (notice && !isWritten(data.write))
      ? "Saving…"
      : notice || guidance
  setText(find("front", ".said"), text)
  find("front", ".undo").hidden = busy || !data.undo
}

export const drawBack = () => {
  const { shown } = card
  if (!card.front || !card.back || !shown) return
  const back = shown.revealed ? drawn(card.back) : null
  find("back", ".before").hidden = Boolean(back)
  find("back", ".after").hidden = !back
  find("back", ".ratings").hidden = !back
  if (back) return drawAnswer(back)
  card.back.drawnFor = null
  const data = card.front.data
  const sure = find("back", ".sure")
  sure.hidden = !data.asks
  sure.replaceChildren(
    make("span", "", "How sure are you?"),
    ...(data.asks || []).map(([value, label, key]) => {
      const chip = button(label, "chip", () => {
        shown.sure = shown.sure === value ? "" : value
        for (const other of sure.querySelectorAll("button"))
          other.setAttribute("aria-pressed", String(other.value === shown.sure))
      })
      chip.value = value
      chip.setAttribute("aria-pressed", String(shown.sure === value))
      if (data.keys) chip.append(" ", make("kbd", "", key))
      return chip
    }),
  )
  const control = find("back", "button.reveal")
  control.disabled = Boolean(shown.left || shown.revealed)
  setText(find("back", ".reveal span"), shown.revealed ? "One moment…" : "Reveal the answer")
  find("back", ".reveal kbd").hidden = !data.keys
  control.onclick = () => reveal()
  drawHints([
    ...(data.asks ? [["j k l", "reveal with sure, unsure, no idea"]] : []),
    ...undoHint(),
    ["f", "flag"],
    ["s", "suspend"],
    ["Esc", "leave the box"],
  ])
  setText(find("back", ".news"), "")
}

/** @param {BackData} back */
const drawAnswer = (back) => {
  const { attempt, coverage, nearest, read_by, note } = back
  const content = JSON.stringify([attempt, coverage, nearest, read_by, note, undoHint()])
  if (card.back && card.back.drawnFor !== content) {
    const isNew = !card.back.drawnFor?.startsWith(`["${back.attempt}"`)
    card.back.drawnFor = content
    drawPoints(back)
    if (isNew) {
      find("back", ".asked").textContent = ""
      drawRatings(back)
      drawTabs(back)
    }
    const points = back.points.length ? [["letters", "tick"]] : []
    drawHints([...points, ["1 to 4", "rate"], ...undoHint(), ["f", "flag"], ["s", "suspend"]])
  }
  const told = back.points.length
    ? "Its key points follow, then the four ratings."
    : "The four ratings follow."
  setText(find("back", ".news"), `The answer is revealed. ${told}`)
  drawReading(back)
  drawTicks()
  fit()
}

/** @returns {string[][]} nothing where there is nothing to undo */
const undoHint = () => (card.front?.data.undo ? [["u", "undo"]] : [])

/** @param {string[][]} hints */
const drawHints = (hints) => {
  const parts = card.front?.data.keys
    ? hints.flatMap(([key, does], at) => [at ? " · " : "", make("kbd", "", key), ` ${does}`])
    : []
  find("back", ".hints").replaceChildren(...parts)
}

/** @param {BackData} back */
const drawPoints = (back) => {
  const fields = find("back", "fieldset")
  find("back", ".points").hidden = !back.points.length && !back.note && !back.read_by
  fields.hidden = !back.points.length
  const rows = back.points.map(([id, text], at) => {
    const label = make("label")
    const box = document.createElement("input")
    box.type = "checkbox"
    box.value = id
    box.onchange = () => tick([id], box.checked)
    const words = make("span", "words", text)
    words.dir = "auto"
    if (back.left_out.includes(id)) words.append(" ", make("span", "left_out", "Left out last time"))
    const covered = back.coverage[id]
    if (covered) {
      const line = make("span", `heard ${covered.how}`)
      line.append(make("b", "", covered.label))
      if (covered.quote) line.append(make("q", "", covered.quote))
      words.append(line)
    }
    label.append(box, words)
    marksPassage(label, back.nearest[id])
    if (card.front?.data.keys && LETTERS[at]) label.append(make("kbd", "", LETTERS[at].toUpperCase()))
    return label
  })
  const focused = /** @type {HTMLInputElement | null} */ (fields.querySelector("input:focus"))
  const lastTime = back.last_time ? [make("p", "last_time", back.last_time)] : []
  fields.replaceChildren(find("back", "legend"), ...lastTime, ...rows)
  // What a second reader says arrives while somebody ticks.
  if (focused)
    rows
      .find((row) => row.querySelector("input")?.value === focused.value)
      ?.querySelector("input")
      ?.focus()
  const probe = find("back", ".probe")
  probe.hidden = !back.probe || card.probed === back.attempt
  probe.onclick = () => {
    card.probed = back.attempt
    probe.hidden = true
    find("back", ".asked").replaceChildren(
      make("b", "", back.probe),
      " Answer aloud, then rate both together.",
    )
  }
  const note = find("back", ".note")
  note.hidden = !back.note
  note.replaceChildren(make("b", "", "My note: "), back.note)
}

/** @param {BackData} back */
const drawReading = (back) => {
  find("back", ".reading").hidden = !back.read_by
  setText(find("back", ".read_by"), back.read_by)
  const step = find("back", ".reading_step")
  const [label, does] = back.reading_step ?? ["", ""]
  step.hidden = !label || card.pending.some((done) => done.do === does)
  setText(step, label)
  step.onclick = () => {
    act(does)
    drawReading(back)
  }
  for (const hint of find("back", ".points").querySelectorAll(".pointing"))
    if (hint instanceof HTMLElement) hint.hidden = Boolean(back.read_by) || !Object.keys(back.nearest).length
}

/**
 * The button counts what a tick would add.
 *
 * @param {BackData} back
 * @param {Set<string>} ticks
 */
const drawTake = (back, ticks) => {
  const unticked = back.points
    .map(([id]) => id)
    .filter((id) => back.coverage[id]?.how === "covered" && !ticks.has(id))
  const take = find("back", ".take")
  take.hidden = !unticked.length
  setText(take, `Tick the ${unticked.length} read as covered`)
  take.onclick = () => tick(unticked, true)
}

export const drawTicks = () => {
  const ticks = card.shown?.ticks
  const back = drawn(card.back)
  if (!ticks || !back) return
  for (const box of find("back", "fieldset").querySelectorAll("input")) box.checked = ticks.has(box.value)
  drawTake(back, ticks)
  const count = back.points.filter(([id]) => ticks.has(id)).length
  const suggested = count ? back.suggestions[count] : 0
  const label = back.ratings.find(({ rating }) => rating === suggested)?.label
  setText(
    find("back", ".advice"),
    label ? `${count} of ${back.points.length} ticked. Suggested: ${label}.` : "",
  )
  for (const control of find("back", ".buttons").querySelectorAll("button"))
    control.classList.toggle("main", Number(control.value) === suggested)
}

/** @param {BackData} back */
const drawRatings = (back) => {
  find("back", ".buttons").replaceChildren(
    ...back.ratings.map(({ rating, label, below }) => {
      const control = button("", `rate rate_${rating}`, () => rate(rating))
      control.value = String(rating)
      control.append(make("span", "label", `${rating}  ${label}`), make("small", "", below))
      return control
    }),
  )
  find("back", "details.meanings").open = false
  find("back", "dl").replaceChildren(
    ...back.ratings.flatMap(({ label, meaning }) => [make("dt", "", label), make("dd", "", meaning)]),
  )
}

/** @param {Block} block */
const block = ({ tag, lead, text, items }) => {
  /**
   * @param {Block["tag"] | "li"} name
   * @param {string} first
   * @param {string} words
   */
  const withLead = (name, first, words) => {
    const element = make(name)
    element.dir = "auto"
    if (first) element.append(make("b", "", first), words ? " " : "")
    element.append(words)
    return element
  }
  if (tag !== "ul" && tag !== "ol") return withLead(tag, lead, text)
  const list = make(tag)
  list.append(...items.map(([first, words]) => withLead("li", first, words)))
  return list
}

/** @param {BackData} back */
const drawTabs = (back) => {
  const answer = find("back", ".answer")
  answer.hidden = !back.tabs.length
  find("back", ".after").classList.toggle("alone", !back.tabs.length || find("back", ".points").hidden)
  if (!back.tabs.length) return
  /** @param {Tab} tab */
  const open = (tab) => {
    card.tab = tab.name
    drawTab(tab)
    for (const other of list.querySelectorAll("button")) {
      other.setAttribute("aria-selected", String(other.textContent === tab.name))
      other.tabIndex = other.textContent === tab.name ? 0 : -1
    }
  }
  const list = find("back", ".tabs")
  list.hidden = back.tabs.length === 1
  list.replaceChildren(
    ...back.tabs.map((tab) => {
      const control = button(tab.name, "tab", () => open(tab))
      control.setAttribute("role", "tab")
      return control
    }),
  )
  list.onkeydown = ({ key }) => {
    const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0
    if (!step) return
    const at = back.tabs.findIndex(({ name }) => name === card.tab) + step
    const to = (at + back.tabs.length) % back.tabs.length
    open(back.tabs[to])
    list.querySelectorAll("button")[to].focus()
  }
  open(back.tabs.find(({ name }) => name === card.tab) ?? back.tabs[0])
}

/** @param {Tab} tab */
const drawTab = ({ texts, first }) => {
  const choice = find("back", ".sheets")
  /** @param {number} at */
  const open = (at) => {
    find("back", ".text").replaceChildren(...texts[at].blocks.map(block))
    find("back", ".sheet").scrollTop = 0
    for (const [place, control] of [...choice.children].entries())
      control.setAttribute("aria-pressed", String(place === at))
  }
  choice.hidden = texts.length === 1
  choice.replaceChildren(...texts.map(({ label }, at) => button(label, "chip", () => open(at))))
  open(first)
}

// On a desktop the card fits the window: the sample answer scrolls inside, the ratings stay in view.
export const fit = () => {
  if (!card.back || find("back", ".ratings").hidden) return
  const ratings = find("back", ".ratings")
  const { left, width } = host("back").getBoundingClientRect()
  ratings.style.setProperty("--left", `${left}px`)
  ratings.style.setProperty("--width", `${width}px`)
  const main = document.querySelector('[data-testid="stMain"]')
  const top = find("back", ".after").getBoundingClientRect().top + (main?.scrollTop ?? 0)
  find("back", ".after").style.setProperty("--room", `${innerHeight - top - ratings.offsetHeight - 16}px`)
  host("back").style.setProperty("--bar", `${ratings.offsetHeight}px`)
}
