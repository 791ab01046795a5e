// The end of a notice that takes the server longer to work out than the card itself.
export default ({ data }) => {
  if (!window.prepkitCard) return
  window.prepkitCard.ending = data
  window.dispatchEvent(new CustomEvent("prepkit-written"))
}
