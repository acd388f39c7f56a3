// The device says where it is, when asked to; typing the figures works as well.
if (navigator.geolocation) {
  for (const point of document.querySelectorAll("[data-place-point]")) {
    const button = point.querySelector("[data-place-here]");
    const said = point.querySelector("[data-place-said]");
    const [latitude, longitude] = point.querySelectorAll("input");
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          latitude.value = coords.latitude.toFixed(6);
          longitude.value = coords.longitude.toFixed(6);
          said.textContent = "";
        },
        () => {
          said.textContent = button.dataset.failed;
        },
      );
    });
  }
}
