package dev.holdfast.ledger;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// Says which variant of a sealed type a text holds, in its member `is`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
interface Tagged {}
