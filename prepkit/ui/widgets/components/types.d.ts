// The shapes that the components' scripts name in their comments: what a component gets from the server, what
// it reports, the state it keeps, and what components share on the window. No browser ever loads this file.

// What `querySelector` finds, read from the selector: `button.next` is a button, `.wordings ul` a list.
type OfTag<Tag extends string> = Tag extends keyof HTMLElementTagNameMap
  ? HTMLElementTagNameMap[Tag]
  : Tag extends keyof SVGElementTagNameMap
    ? SVGElementTagNameMap[Tag]
    : HTMLElement
export type Found<Selector extends string> = Selector extends `${string} ${infer Last}`
  ? Found<Last>
  : Selector extends `${infer Tag}.${string}`
    ? OfTag<Tag>
    : OfTag<Selector>

// The root of a component. Its markup is fixed: what a script looks for in it by name is there.
export type Root = Omit<ShadowRoot, "querySelector" | "host" | "addEventListener"> & {
  readonly host: HTMLElement
  addEventListener<Name extends keyof HTMLElementEventMap>(
    name: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
    capture?: boolean,
  ): void
  querySelector<Selector extends string>(selector: Selector): Found<Selector>
}

type Report<Values> = <Name extends keyof Values>(name: Name, value: Values[Name]) => void

// What Streamlit hands to a component: `Data` from the server, and the `Values` it may report by name.
export type Component<Data, Values = Record<never, never>> = {
  parentElement: Root
  data: Data
  setTriggerValue: Report<Values>
  setStateValue: Report<Values>
}

// A text and the name of its colour in the theme.
export type Tag = [text: string, colour: string]

// How an answer covers a key point.
export type Coverage = { how: string; label: string; quote: string }

// What a candidate is handed with a question.
export type Material = { text: string[]; header: string[]; rows: string[][] }

// The links: link_list, question_browser

export type LinkRow = { id: string; title: string; tags: Tag[]; note?: string }
export type LinkListData = { to: string; rows: LinkRow[] }

export type NearQuestion = {
  id: string
  title: string
  tags: Tag[]
  asked_for: string
  assesses: string
  wordings: [wording: string, label: string][]
  material: Material | null
}
export type QuestionBrowserData = {
  near: NearQuestion[]
  listed: string[]
  opened: string | null
  clicks: number
  order: string[]
  first: number
  total: number
}
export type QuestionBrowserValues = { open: { id: string | null; click: number } }

// The card: card_front, card_back, card_ending

export type Block = {
  text: string
  lead: string
  tag: "p" | "h2" | "blockquote" | "ul" | "ol"
  items: [lead: string, text: string][]
}
export type Tab = { name: string; texts: { label: string; blocks: Block[] }[]; first: number }
export type RatingButton = { rating: number; label: string; below: string; meaning: string }
export type Prompt = {
  attempt: string
  card: string
  prompt: string
  wanted: Block[]
  tags: Tag[]
  draft: string
  flagged: boolean
}
type Confirmed = { session: string; run: number; seen: number }
export type FrontData = Prompt &
  Confirmed & {
    next: Prompt | null
    title: string
    left: string
    done: number
    elapsed: number
    running: boolean
    notice: string
    guidance: [asked: string, revealed: string]
    undo: boolean
    menu: [label: string, does: string][]
    asks: [value: string, label: string, key: string][] | null
    keys: boolean
    write: string
  }
export type BackData = Confirmed & {
  attempt: string
  revealed: boolean
  ticked: string[]
  points: [id: string, text: string][]
  suggestions: number[]
  ratings: RatingButton[]
  tabs: Tab[]
  coverage: Partial<Record<string, Coverage>>
  nearest: Partial<Record<string, string>>
  read_by: string
  reading_step: [label: string, does: string] | null
  probe: string
  note: string
  left_out: string[]
  last_time: string
}
export type Ending = { run: number; text: string }

type Draft = { document: string; text: string }
// What a person did, with what the server needs to do it too.
export type ActDetails = {
  confidence?: string | null
  points?: string[]
  rating?: number
  next?: string
  draft?: Draft | null
}
export type Act = ActDetails & { number: number; do: string; attempt: string }
export type CardValues = { acts: Act[]; counted: { attempt: string; ms: number } }

export type Place = "front" | "back"
// One side of the card where it stands on the page. `drawnFor` says for what its slow parts were last drawn.
export type Side<Data, DrawnFor> = {
  root: Root
  data: Data
  send: Report<CardValues>
  drawnFor: DrawnFor | null
}
// The card on screen, which may be one that the server has not drawn yet; `left` once nothing more can be done.
export type ShownCard = {
  attempt: string
  revealed: boolean
  sure: string
  ticks: Set<string>
  flagged: boolean
  left?: boolean
}
export type CardState = {
  front: Side<FrontData, Prompt> | null
  back: Side<BackData, string> | null
  shown: ShownCard | null
  pending: Act[]
  number: number
  changed: number
  tab: string
  coming?: Prompt
  ending?: Ending
  probed?: string
  session?: string
  late?: boolean
  start?: number
  stopped?: number | null
  waiting?: Timer
  ticking?: Timer
  sizes?: ResizeObserver
}

// The text boxes: editor

export type EditorData = {
  document: string
  saved: string
  label: string
  placeholder: string
  rows: number
  longest: number
  revision: number
  advice: string
  aloud: boolean
  follows: boolean
  words: string
  instead: string
  shared: boolean
  write: string
  session: string
}
export type EditorValues = { draft: Draft & { base: string; at: number } }
export type UnsavedText = {
  text: string
  after: (string | null)[]
  session: string | null
  sent: boolean
}
// `document` is empty until the first text is opened; `base` is the stored text that the box's text was made of;
// `left` is the text of the card before.
export type EditorState = {
  document: string
  revision?: number
  saved: string
  base: string
  sent: string | null
  touched: boolean
  longest: number
  session: string
  since: number
  left: Draft | null
  typingSince: number | null
  timer?: Timer
  report: Report<EditorValues>
  leaving: (() => void) | null
  // Where the box was scrolled to before a passage was marked.
  scrolled?: number
  stopListening?: () => void
}

// The browser's own storage: browser_storage

// A stored row, which anybody may have changed; the fields named here are those that the scripts look at.
export type Entry = {
  ended_at?: number | null
  position?: number
  updated_at?: number
  renamed_at?: number
  cards?: unknown
  [column: string]: unknown
}
export type BrowserStorageData = {
  entries: Record<string, Entry>
  prefix: string
  furthest: string[]
  cookie: string
  write: string
  speaks: boolean
  ask: string
  wait: boolean
  forget: string
  forget_videos: boolean
}
export type BrowserStorageValues = { kept: { ask: string; text: string }; forgotten: number }
// When, and by which order of the server, everything was removed last.
export type Forgotten = { at: number; order: string }

// The small ones: balance_meter, qr_code, result_count, part_picker, tick_list, keys, interview_bar

export type BalanceMeterData = { words: [name: string, count: number][]; none: string }
export type QrCodeData = { size: number; path: string; label: string }
export type ResultCountData = { text: string; search: string }

export type PartPickerData = {
  sentences: string[]
  parts: string[]
  names: [part: string, name: string][]
  document: string
}
export type PartPickerValues = { parts: { document: string; parts: string[]; at: number } }

export type TickListData = {
  label: string
  items: [id: string, text: string][]
  coverage: Partial<Record<string, Coverage>>
  nearest: Partial<Record<string, string>>
  probe: string
  ticked: string[]
  card: string
}
export type TickListValues = { ticks: { card: string; ids: string[]; at: number } }
export type TickListState = { content?: string; card?: string; sent: string | null; probed?: string }

export type KeysData = {
  bindings: Partial<Record<string, string>>
  hints: [keys: string, meaning: string][]
  card: string
  news: string
}
export type KeysValues = { press: { action: string; card: string } }

export type InterviewBarData = {
  title: string
  left: string
  phase: string
  turn: string
  limit: number
  elapsed: number
  running: boolean
  time_up_text: string
  moves_on: boolean
  spoken: string
  aloud: boolean
}
export type InterviewBarValues = { up: string; aloud: "on" | "off" }
export type InterviewBarState = {
  data: InterviewBarData
  send: Report<InterviewBarValues>
  turn?: string
  running?: boolean
  start: number
  up: boolean
  spoken?: string
  listening?: () => void
  timer?: Timer
}

// The screen of a coach: stage

export type Frame = {
  step: string
  heading: string
  kind: "text" | "list" | "numbered"
  items: string[]
  material: Material | null
}
export type Slide = {
  id: string
  prompt: string
  tags: string[]
  frames: Frame[]
  code: { size: number; path: string; address: string } | null
}
export type StageData = {
  deck: string
  slides: [place: number, slide: Slide][]
  codes: boolean
  count: number
  at: number
  frame: number
  steps: [name: string, label: string, key: string][]
  phases: [name: string, label: string, seconds: number][]
  ratings: string[]
  empty: string
  demo: string
  whose: string
  note: string
  session: string
  address: Record<string, string>
}
// What is scored: the question on screen, and whether a member of the group answers it.
export type StageScore = { question: string; group: boolean }
export type StageValues = { move: number; choose: number; score: StageScore; leave: true; demo: true }
// A clock that is kept while its phases, the `stamp`, stay the same.
export type StageClockState = { stamp: string; phase: number; spent: number; running: boolean; since: number }
// What a window of a session shows, and what two windows tell each other.
export type StageView = { at: number; frame: number; clock: StageClockState }
export type StageMessage = { kind: "hello" | "here" | "bye" } | { kind: "view"; view: StageView }
// What is known of one question's answer in a group: who gave it, how many hands went up for each rating, and
// the two scores from 1 to 5 that it got, where it was scored.
export type StageAnswer = {
  id: string
  prompt: string
  who: string
  hands: number[]
  scores?: { own: number; other: number }
}
export type StageGroupState = { names: string[]; answers: StageAnswer[] }
export type StageTurn = {
  answers: string
  scores: string
  listen: string[]
  isNext: boolean
  isFeedback: boolean
}
export type StagePanel = "" | "hands" | "code" | "group" | "results"
// What a part of the stage may ask of the whole.
export type StageHost = {
  readonly data: StageData
  readonly slide: Slide | undefined
  readonly group: import("./stage_group.js").StageGroup
  find<Selector extends string>(selector: Selector): Found<Selector>
  say(text: string): void
  fit(): void
  toggle(name: StagePanel): void
}
export type StageTool = [label: string, key: string, act: () => void, off?: boolean, pressed?: boolean]

// The presenter's view: presenter

export type PresenterData = {
  session: string
  slides: Slide[]
  at: number
  steps: StageData["steps"]
  phases: StageData["phases"]
  audience: string
}
export type PresenterValues = { move: number }
// The scores of a round: round_board

export type RoundBoardData = {
  card: string
  prompt: string
  keys: boolean
  clock: { seconds: number; question: string; anew: boolean } | null
  sheet: {
    side: string
    anchors: [score: number, word: string, text: string][]
    value: number
    lock: string
    problem: string
  } | null
  result: { sides: [name: string, value: number, evidence: string][]; gap: string } | null
  // The id of the question that a member of this window's group answers; empty without a group.
  group: string
}
type ChosenScore = { card: string; value: number }
export type RoundBoardValues = { choose: ChosenScore; lock: ChosenScore }

// The voice: voice_recorder

export type VoiceRecorderData = {
  take: string
  received: string
  time: string
  error: string
  privacy: string
  limit: number
}
export type VoiceRecorderValues = { sound: { take: string; id: string; sound: string } }
export type RecorderPhase = "idle" | "asking" | "running" | "keeping"
// `held` is the sound that the server has not confirmed yet, `view` the recorder on the page.
export type RecorderState = {
  phase: RecorderPhase
  message: string
  held: { take: string; id: string; sound: string; sent: number } | null
  view: { root: Root; data: VoiceRecorderData; report: Report<VoiceRecorderValues> } | null
  attempt: number
  began: number
  ended: string
  take?: string
  meter?: { stop(): void; level(): number } | null
  stream?: MediaStream | null
  recorder?: MediaRecorder
  waiting?: Timer
  ticking?: Timer
  resending?: Timer
  absent?: Timer
}

// The camera: video_answer, video_list

// A video in this browser's own database; `mock` is the mock that it belongs to, `at` when it was made.
export type VideoRecording = {
  id: string
  mock: string
  question: string
  ms: number
  at: number
  content: Blob
}
export type CameraPhase = "off" | "asking" | "on" | "none"
export type CameraState = {
  phase: CameraPhase
  message: string
  stream: MediaStream | null
  attempt: number
  onChange: (() => void) | null
  waiting?: Timer
}
export type VideoAnswerData = {
  run: string
  use: "check" | "think" | "answer"
  mock: string
  id: string
  question: string
  limit: number
}
export type VideoAnswerValues = { answered: { run: string; ms: number } }
// One try at one answer; `recorder` is null while nothing is recorded.
export type FilmedAnswer = Omit<VideoAnswerData, "use"> & {
  phase: "running" | "keeping" | "done"
  began: number
  ms: number
  recorder: MediaRecorder | null
  parts: Blob[]
  message: string
  ticking?: Timer
}
export type FilmingState = {
  view: { root: Root; data: VideoAnswerData; report: Report<VideoAnswerValues> } | null
  answer: FilmedAnswer | null
  absent?: Timer
}
export type VideoListData = { id: string; mock: string; none: string; remove: boolean }
// `asking` names the deletion that waits for a yes, `focus` the button that gets the focus once it is drawn.
export type VideoListState = {
  data: VideoListData
  recordings: VideoRecording[]
  playing: Set<string>
  asking: string
  focus: string
  drawn: string
  addresses: string[]
  stopListening?: () => void
}

type Timer = ReturnType<typeof setTimeout>

declare global {
  interface Window {
    // The card of a session: its two sides are two components.
    prepkitCard?: CardState
    // The text box of the card.
    prepkitDraft?: {
      open(): void
      unsaved(): Draft | null
      show(document: string, saved: string): void
    }
    // The recording, which goes on while a card is drawn anew.
    prepkitRecorder?: RecorderState
    // The camera and the answer it films, which go on while the page is drawn anew.
    prepkitCamera?: CameraState
    prepkitFilming?: FilmingState
    // Recordings that this browser had no room for.
    prepkitUnstoredVideos?: Map<string, VideoRecording>
    // The last write that this browser's storage has.
    prepkitWritten?: { session: string; number: number }
    // The style of a marked passage is there.
    prepkitPassage?: boolean
  }
  interface WindowEventMap {
    "prepkit-written": CustomEvent<null>
    "prepkit-passage": CustomEvent<string>
    "prepkit-browser-storage": CustomEvent<string>
  }
}
