"""Everything that draws: the only part of prepkit that imports streamlit."""
